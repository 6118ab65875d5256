package dev.dualclient.test.emulator.state;

/**
 * The nonces for proofs in credential requests. Whoever asks for one is not known, so that everybody gets the same within
 * a window of time, and it is good until the window ends.
 */
public final class CredentialNonces {

    private String nonce = "";
    private long expiresAt;

    /**
     * Returns the nonce that is good now.
     *
     * @param now in milliseconds since the epoch
     * @param window how long a new one is good, in milliseconds
     */
    public String current(long now, long window) {
        if (now >= expiresAt) {
            nonce = Opaque.random();
            expiresAt = now + window;
        }
        return nonce;
    }
}
