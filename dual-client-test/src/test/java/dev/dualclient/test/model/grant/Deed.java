package dev.dualclient.test.model.grant;

/** What can be asked for. */
record Deed(Kind kind, Token token) {

    /** The kinds. */
    enum Kind {
        /** Introspection of an access token. */
        READ,
        /** The refresh token grant. */
        USE,
        /** Revocation by the owner. */
        REVOKE,
        /** Revocation by the token's hash. */
        REVOKE_BY_HASH
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " " + token;
    }
}
