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
    private State lock = State.USABLE;
    private boolean secretDoubtful;
    private boolean doubtful;
    private boolean gone;
    private boolean successor;
    private int changes;
    private int aliasesTaken;

    /** How a client is, by all that was answered. */
    public enum State {
        USABLE,
        LOCKED,
        GONE,
        /** A change of it was not answered, or not yet. */
        DOUBTFUL
    }

    /**
     * Creates a client that has just been registered.
     *
     * @param secret its secret, empty if it is a public client
     */
    public App(long id, String alias, String secret) {
        this.id = id;
        this.alias = alias;
        this.secret = secret;
    }

    /** Sets the backends at which it can authenticate by its secret. */
    public void knownAt(Set<Side> sides) {
        knownAt = sides;
    }

    /** Returns whether it is a public client (RFC 6749 section 2.1), which has no secret. */
    public boolean isPublic() {
        return secret.isEmpty();
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

    /** A registration under the next alias was not answered: a backend may have a client of that name from now on. */
    public void aliasMayBeTaken() {
        aliasesTaken++;
    }

    /** Returns the alias of the client that takes its place. */
    public String nextAlias() {
        return aliasesTaken == 0 ? alias : alias + "-" + aliasesTaken;
    }

    public String secret() {
        return secret;
    }

    /** Returns a secret that was replaced, {@code null} if none was. */
    public @Nullable String formerSecret() {
        return formerSecrets.isEmpty() ? null : formerSecrets.get(formerSecrets.size() - 1);
    }

    /** Returns how it is. */
    public State state() {
        if (gone) {
            return State.GONE;
        }
        return doubtful || secretDoubtful ? State.DOUBTFUL : lock;
    }

    /** Another client had its alias before it. */
    public void succeeds() {
        successor = true;
    }

    boolean isSuccessor() {
        return successor;
    }

    /** Returns how often it has been changed. */
    int changes() {
        return changes;
    }

    void lock(boolean now) {
        changes++;
        lock = now ? State.LOCKED : State.USABLE;
    }

    void lockUnknown() {
        changes++;
        lock = State.DOUBTFUL;
    }

    void doubtSecret() {
        changes++;
        secretDoubtful = true;
    }

    void replaceSecret(String next) {
        changes++;
        formerSecrets.add(secret);
        secret = next;
        secretDoubtful = false;
    }

    void doubt() {
        changes++;
        doubtful = true;
    }

    void goes() {
        changes++;
        gone = true;
    }

    @Override
    public String toString() {
        return alias;
    }
}
