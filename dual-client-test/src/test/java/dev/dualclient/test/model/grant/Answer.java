package dev.dualclient.test.model.grant;

/**
 * What the caller is told.
 *
 * @param brought the number of the tokens that came with it, 0 if none did
 */
record Answer(Kind kind, int brought) {

    static final Answer OK = new Answer(Kind.OK, 0);
    static final Answer INVALID = new Answer(Kind.INVALID, 0);
    static final Answer LATER = new Answer(Kind.LATER, 0);
    static final Answer REFUSED = new Answer(Kind.REFUSED, 0);

    /** The kinds. */
    enum Kind {
        /** Accepted, or done. */
        OK,
        /** There is no such token. */
        INVALID,
        /** 503: try again. */
        LATER,
        /** Refused for another reason than the token. */
        REFUSED
    }

    @Override
    public String toString() {
        return kind == Kind.LATER ? "503" : brought == 0 ? kind.name() : kind + " with tokens " + brought;
    }
}
