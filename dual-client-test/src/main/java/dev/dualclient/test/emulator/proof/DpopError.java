package dev.dualclient.test.emulator.proof;

/** A DPoP proof that does not do (RFC 9449 section 4.3). */
public final class DpopError extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Kind {
        /** There is none. */
        MISSING,
        /** It proves that another key is held. */
        OTHER_KEY,
        INVALID,
        SYMMETRIC,
        NO_KEY,
        /** It has to have the nonce that comes with the answer (RFC 9449 section 8). */
        NONCE
    }

    private final Kind kind;

    DpopError(Kind kind, String words) {
        super(words, null, false, false);
        this.kind = kind;
    }

    /** Returns what is wrong. */
    public Kind kind() {
        return kind;
    }

    /** Returns the words for it. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
