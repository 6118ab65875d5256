package dev.dualclient.benchmarks.load;

/** A way of asking Authlete about a token. Thread-safe. */
interface Way extends AutoCloseable {

    /**
     * Returns whether the token may be used.
     *
     * @throws Exception if nobody could be asked
     */
    boolean isUsable(String token) throws Exception;

    @Override
    void close();
}
