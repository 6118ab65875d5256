package dev.dualclient.benchmarks.way;

/** A way of asking Authlete about a credential. Thread-safe. */
public interface Way extends AutoCloseable {

    /**
     * Returns whether Authlete accepts the credential.
     *
     * @throws Exception if nobody could be asked
     */
    boolean isAccepted(String credential) throws Exception;

    @Override
    void close();
}
