package dev.dualclient.migration.carryover;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.custody.CarriedRow;
import dev.dualclient.custody.Credential;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Locator;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of the secondary that could be carried over, by the values of its tokens. It lives in memory for as long as its copy
 * takes. Immutable.
 *
 * @param access the access token
 * @param refresh the refresh token, {@code null} for none
 * @param refreshExpiresAt when that expires, in milliseconds since the epoch; 0 where it is not known yet
 * @param narrowed whether the access token may have fewer scopes than the refresh token
 * @param bearer whether the secondary has called the access token a bearer token, {@code null} where it has not said
 * @param jwt whether the access token is a JWT
 * @param client the id of the client, empty where it is not known yet
 * @param given whether an application has given the tokens, so that nobody has said yet that they are one row
 */
record Candidate(
        String access,
        @Nullable String refresh,
        long refreshExpiresAt,
        boolean narrowed,
        @Nullable Boolean bearer,
        boolean jwt,
        String client,
        boolean given) {

    private static final Locator SCOPE = Locator.of("/parameters?scope");
    private static final Locator TOKEN_TYPE = Locator.of("/responseContent#/token_type");
    private static final Set<String> WITHOUT_REFRESH_TOKEN = Set.of("CLIENT_CREDENTIALS", "IMPLICIT");

    /** Returns what a refresh has brought, {@code null} if that is nothing to be carried over. */
    static @Nullable Candidate refreshed(ApiCall call, Attempt attempt) {
        ApiResponse answer = Objects.requireNonNull(attempt.answer());
        String access = answer.value("/accessToken");
        String refresh = answer.value("/refreshToken");
        if (access == null || refresh == null || "true".equals(answer.value("/previousRefreshTokenUsed"))) {
            return null;
        }
        return new Candidate(
                access,
                refresh,
                number(answer.value("/refreshTokenExpiresAt")),
                call.value(SCOPE) != null,
                "Bearer".equalsIgnoreCase(answer.value(TOKEN_TYPE)),
                answer.value("/jwtAccessToken") != null,
                text(answer.value("/clientId")),
                false);
    }

    /** Returns what an introspection has shown, {@code null} if that is no access token without a refresh token. */
    static @Nullable Candidate introspected(ApiCall call, Attempt attempt) {
        ApiResponse answer = Objects.requireNonNull(attempt.answer());
        String token = call.value(Locator.of("/token"));
        boolean alone = WITHOUT_REFRESH_TOKEN.contains(text(answer.value("/grantType")));
        if (token == null || !alone || !"true".equals(answer.value("/usable"))) {
            return null;
        }
        return new Candidate(token, null, 0, false, null, isJwt(token), text(answer.value("/clientId")), false);
    }

    /** Returns what an application has given. */
    static Candidate given(String access, @Nullable String refresh) {
        return new Candidate(access, refresh, 0, false, null, isJwt(access), "", true);
    }

    private static boolean isJwt(String token) {
        return token.chars().filter(c -> c == '.').count() == 2;
    }

    Credential accessToken() {
        return new Credential(CredentialKind.ACCESS_TOKEN, access);
    }

    @Nullable
    Credential refreshToken() {
        return refresh == null ? null : new Credential(CredentialKind.REFRESH_TOKEN, refresh);
    }

    /** Returns the row, of whom the original says that it is. */
    CarriedRow row(Original original) {
        return CarriedRow.of(accessToken(), refreshToken(), original.client(), original.subject());
    }

    /** Returns this candidate with what else was found out. */
    Candidate with(long expiresAt, boolean narrower) {
        return new Candidate(access, refresh, expiresAt, narrower, bearer, jwt, client, given);
    }

    private static long number(@Nullable String text) {
        return text == null || text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** Tells nothing secret. */
    @Override
    public String toString() {
        return "a row of client " + client;
    }
}
