package dev.dualclient.test.emulator.state;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The grants that clients manage themselves (Grant Management for OAuth 2.0). */
public final class Grants {

    /**
     * A grant.
     *
     * @param clientId the client
     * @param subject the end user
     * @param scopes what was granted
     */
    public record Grant(long clientId, String subject, List<String> scopes) {

        /** Returns the grant with more scopes. */
        Grant with(List<String> more) {
            Set<String> all = new LinkedHashSet<>(scopes);
            all.addAll(more);
            return new Grant(clientId, subject, List.copyOf(all));
        }
    }

    private final Map<String, Grant> byId = new HashMap<>();

    /** Returns the grant of an id, {@code null} if there is none. */
    public @Nullable Grant at(String id) {
        return byId.get(id);
    }

    /** Keeps a new grant and returns its id. */
    public String create(Grant grant) {
        String id = Opaque.random();
        byId.put(id, grant);
        return id;
    }

    /** Replaces what was granted. */
    public void replace(String id, Grant grant) {
        byId.put(id, grant);
    }

    /** Adds to what was granted. */
    public void merge(String id, Grant more) {
        byId.merge(id, more, (before, added) -> before.with(added.scopes()));
    }

    /** Forgets a grant. */
    public void remove(String id) {
        byId.remove(id);
    }

    /** Forgets the grants of a client. */
    public void removeAll(long clientId) {
        byId.values().removeIf(grant -> grant.clientId() == clientId);
    }
}
