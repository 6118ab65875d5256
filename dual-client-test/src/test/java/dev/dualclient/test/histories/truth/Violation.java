package dev.dualclient.test.histories.truth;

/** Something that is not true was answered. */
public final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String kind;

    Violation(String kind, String detail) {
        super(kind + ": " + detail, null, false, false);
        this.kind = kind;
    }

    /** Returns what kind of violation it is, in words that all of its kind share. */
    public String kind() {
        return kind;
    }
}
