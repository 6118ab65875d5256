package dev.dualclient.test.emulator.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which scopes end users have granted to clients. */
public final class Consents {

    /**
     * A user's consent to a client.
     *
     * @param latest the scopes granted last
     * @param merged all scopes granted so far
     * @param modifiedAt in milliseconds since the epoch
     */
    public record Consent(List<String> latest, List<String> merged, long modifiedAt) {}

    private record Key(long clientId, String subject) {}

    private final Map<Key, Consent> byKey = new HashMap<>();

    /** Returns the consent of a user to a client, {@code null} if there is none. */
    public @Nullable Consent find(long clientId, String subject) {
        return byKey.get(new Key(clientId, subject));
    }

    /** Remembers what a user granted to a client now. */
    public void grant(long clientId, String subject, List<String> scopes, long now) {
        Consent before = find(clientId, subject);
        Set<String> merged = new LinkedHashSet<>(before == null ? List.of() : before.merged());
        merged.addAll(scopes);
        byKey.put(new Key(clientId, subject), new Consent(List.copyOf(scopes), new ArrayList<>(merged), now));
    }

    /** Forgets the consent of a user to a client and returns what it was, {@code null} if there was none. */
    public @Nullable Consent withdraw(long clientId, String subject) {
        return byKey.remove(new Key(clientId, subject));
    }

    /** Forgets every consent to a client. */
    public void withdrawAll(long clientId) {
        byKey.keySet().removeIf(key -> key.clientId() == clientId);
    }

    /** Forgets everything. */
    public void clear() {
        byKey.clear();
    }
}
