package dev.dualclient.operation;

/**
 * A kind of value that a backend holds, in the order in which the subject credential of a request is chosen: the first
 * kind that the request names is what the request is about.
 */
public enum CredentialKind {
    /** A ticket of {@code /auth/authorization}, {@code /auth/token} or {@code /backchannel/authentication}. */
    TICKET(false),
    /** An authorization code (RFC 6749 section 1.3.1) or a pre-authorized code. */
    AUTHORIZATION_CODE(false),
    /** An access token (RFC 6749 section 1.4). */
    ACCESS_TOKEN(true),
    /** A refresh token (RFC 6749 section 1.5). */
    REFRESH_TOKEN(true),
    /** A device code (RFC 8628). */
    DEVICE_CODE(false),
    /** A user code (RFC 8628). */
    USER_CODE(false),
    /** An {@code auth_req_id} of CIBA. */
    AUTH_REQ_ID(false),
    /** A {@code request_uri} of a pushed authorization request (RFC 9126). */
    REQUEST_URI(false),
    /** A registration access token (RFC 7592). */
    REGISTRATION_ACCESS_TOKEN(false),
    /** A grant id of Grant Management for OAuth 2.0. */
    GRANT_ID(true);

    private final boolean copied;

    CredentialKind(boolean copied) {
        this.copied = copied;
    }

    /** Whether this is an access token or a refresh token. */
    public boolean isToken() {
        return this == ACCESS_TOKEN || this == REFRESH_TOKEN;
    }

    /** Whether a token migrator copies values of this kind, so that both backends may hold one. */
    public boolean copied() {
        return copied;
    }
}
