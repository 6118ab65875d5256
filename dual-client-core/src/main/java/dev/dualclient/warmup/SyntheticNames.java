package dev.dualclient.warmup;

import dev.dualclient.operation.Side;

/**
 * What the credentials of one round are called. A token says which backend knows it, so that backends in memory need no
 * memory. None of them exists anywhere.
 *
 * @param round the number of the round
 */
public record SyntheticNames(long round) {

    /** The service. */
    public static final String SERVICE = "1";

    /** The client. */
    public static final String CLIENT = "2";

    /** What stands for every secret. */
    public static final String SECRET = "synthetic";

    /** The redirect URI of the client. */
    public static final String REDIRECT_URI = "https://client.invalid/callback";

    static final String ACCESS = "access-";
    static final String REFRESH = "refresh-";
    private static final String CODE = "code-";
    private static final String SUCCESSOR = "-successor";

    /** Returns a token that one backend alone knows. */
    public String token(Side home) {
        return marker(home) + round;
    }

    /** Returns an authorization code of the primary. */
    public String code() {
        return marker(Side.PRIMARY) + CODE + round;
    }

    /** Returns the access token that the primary issues for the {@link #code}. */
    public String accessToken() {
        return issued(code(), ACCESS);
    }

    /** Returns the refresh token that the primary issues for the {@link #code}. */
    public String refreshToken() {
        return issued(code(), REFRESH);
    }

    /** Returns what is issued for a code or a refresh token. */
    static String issued(String credential, String kind) {
        return credential.contains(CODE)
                ? credential.replace(CODE, kind)
                : credential.replace(REFRESH, kind) + SUCCESSOR;
    }

    /** Returns a ticket as the primary issues it. */
    public String ticket() {
        return marker(Side.PRIMARY) + "ticket-" + round;
    }

    /** Returns a token that nobody knows. */
    public String unknownToken() {
        return "synthetic-" + round;
    }

    /** Returns what the names of a backend's credentials begin with. */
    static String marker(Side home) {
        return home == Side.PRIMARY ? "synthetic-p-" : "synthetic-s-";
    }
}
