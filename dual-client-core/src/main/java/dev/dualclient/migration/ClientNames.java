package dev.dualclient.migration;

/** Finds the immutable id of a client that is named by id, alias or entity id. Implementations are thread-safe. */
@FunctionalInterface
public interface ClientNames {

    /** How sure a name is. */
    enum Certainty {
        /** A backend knows the client. */
        KNOWN,
        /** No backend knows the client. */
        UNKNOWN,
        /** A backend that could know the client did not answer. */
        UNCLEAR
    }

    /**
     * A client.
     *
     * @param id its immutable id; the given name unless a backend knows the client
     * @param certainty how sure that is
     */
    record Client(String id, Certainty certainty) {}

    /** Asks the backends for a client. */
    Client resolve(String name);
}
