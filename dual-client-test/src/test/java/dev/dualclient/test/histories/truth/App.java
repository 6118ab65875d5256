package dev.dualclient.test.histories.truth;

import dev.dualclient.operation.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A client as its developer sees it, and what was done to it. Its {@code toString} leaves the secrets out. */
public final class App {

    private final long id;
    private final String alias;
    private final List<String> formerSecrets = new ArrayList<>();
    private String secret;
    private Set<Side> knownAt = Set.of();
    private @Nullable Boolean locked = false;
    private boolean gone;
    private boolean doubtful;

    /** Creates a client that has just been registered. */
    public App(long id, String alias, String secret) {
        this.id = id;
        this.alias = alias;
        this.secret = secret;
    }

    /** Sets the backends at which it can authenticate by its secret. */
    public void knownAt(Set<Side> sides) {
        knownAt = sides;
    }

    /** Returns those of these backends at which it can authenticate. */
    public List<Side> knownAt(Collection<Side> sides) {
        return sides.stream().filter(knownAt::contains).toList();
    }

    public long id() {
        return id;
    }

    public String alias() {
        return alias;
    }

    public String secret() {
        return secret;
    }

    /** Returns a secret that was replaced, {@code null} if none was. */
    public @Nullable String formerSecret() {
        return formerSecrets.isEmpty() ? null : formerSecrets.get(formerSecrets.size() - 1);
    }

    /** Whether its deletion was answered with success. */
    public boolean gone() {
        return gone;
    }

    /** Whether it is locked, {@code null} if that is not known. */
    @Nullable
    Boolean locked() {
        return locked;
    }

    /** Whether a change of it ended without an answer, so that nothing can be said of it but what is dead. */
    boolean doubtful() {
        return doubtful || locked == null;
    }

    void lock(@Nullable Boolean now) {
        locked = now;
    }

    void replaceSecret(String next) {
        formerSecrets.add(secret);
        secret = next;
    }

    void goes() {
        gone = true;
    }

    void doubt() {
        doubtful = true;
    }

    @Override
    public String toString() {
        return alias;
    }
}
