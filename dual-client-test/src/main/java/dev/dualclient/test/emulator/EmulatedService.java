package dev.dualclient.test.emulator;

import dev.dualclient.test.emulator.state.Behaviour;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The service that an emulated server has from the start. Its settings can be changed later by {@code service-update}.
 *
 * @param version the version of Authlete
 * @param credentials with what the service is called
 * @param issuer the issuer identifier; the endpoints stand below it
 * @param scopes the scopes that the service supports
 * @param tokens how long its tokens live, and how they are refreshed
 * @param behaviour how its server behaves where servers of one version may differ
 */
record EmulatedService(
        AuthleteVersion version,
        EmulatedCredentials credentials,
        URI issuer,
        List<String> scopes,
        Tokens tokens,
        Behaviour behaviour) {

    /**
     * How long tokens live, and how they are refreshed.
     *
     * @param accessToken how long an access token lives
     * @param refreshToken how long a refresh token lives
     * @param authorizationCode how long an authorization code lives
     * @param kept whether a refresh leaves the refresh token as it is
     * @param idempotent whether a refresh may be repeated for a minute, with the same result
     */
    record Tokens(
            Duration accessToken, Duration refreshToken, Duration authorizationCode, boolean kept, boolean idempotent) {

        /** An hour, ten days, ten minutes; refresh tokens are replaced when they are used. */
        static final Tokens DEFAULT =
                new Tokens(Duration.ofHours(1), Duration.ofDays(10), Duration.ofMinutes(10), false, false);
    }

    EmulatedService {
        scopes = List.copyOf(scopes);
    }

    /** Returns a service of {@code http://localhost:8080} with the documented credentials. */
    static EmulatedService of(AuthleteVersion version) {
        return new EmulatedService(
                version,
                EmulatedCredentials.DEFAULT,
                URI.create("http://localhost:8080"),
                List.of(
                        "openid",
                        "profile",
                        "email",
                        "address",
                        "phone",
                        "offline_access",
                        "read",
                        "write",
                        "grant_management_query",
                        "grant_management_revoke",
                        "device_sso",
                        "identity_credential"),
                Tokens.DEFAULT,
                Behaviour.DOCUMENTED);
    }

    EmulatedService withCredentials(EmulatedCredentials other) {
        return new EmulatedService(version, other, issuer, scopes, tokens, behaviour);
    }

    EmulatedService withIssuer(URI other) {
        return new EmulatedService(version, credentials, other, scopes, tokens, behaviour);
    }

    EmulatedService withTokens(Tokens other) {
        return new EmulatedService(version, credentials, issuer, scopes, other, behaviour);
    }

    EmulatedService withBehaviour(Behaviour other) {
        return new EmulatedService(version, credentials, issuer, scopes, tokens, other);
    }
}
