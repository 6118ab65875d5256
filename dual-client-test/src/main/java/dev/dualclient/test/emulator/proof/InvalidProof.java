package dev.dualclient.test.emulator.proof;

/** A proof that does not show what it should. */
public final class InvalidProof extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    /** Creates one with a result code and words for it. */
    public InvalidProof(String code, String words) {
        super(words, null, false, false);
        this.code = code;
    }

    /** Returns the result code. */
    public String code() {
        return code;
    }

    /** Returns the words for it. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
