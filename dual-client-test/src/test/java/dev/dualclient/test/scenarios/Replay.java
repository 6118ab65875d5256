package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.AccessToken;
import com.authlete.common.dto.RevocationResponse;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What tests of dead credentials do and expect. */
final class Replay {

    private final Emulators emulators;
    private final TestClient client;

    Replay(Emulators emulators, TestClient client) {
        this.emulators = emulators;
        this.client = client;
    }

    /** Returns tokens of a login at the secondary, past Dual Client, that the migrator has copied to the primary. */
    Tokens migrated() {
        Tokens tokens = atSecondary().login(client);
        assertThat(emulators.migrator().runOnce()).isPositive();
        return tokens;
    }

    /** Uses a refresh token, and returns what replaced it. */
    Tokens refreshed(DualAuthleteApi api, Tokens old) {
        return accepted(new OAuth(api).refresh(client, old.refresh()));
    }

    /** Uses a refresh token, which has to take these calls. */
    Tokens refreshed(DualAuthleteApi api, Tokens old, String calls) {
        emulators.mark();
        Tokens fresh = refreshed(api, old);
        assertThat(emulators.calls()).hasToString(calls);
        return fresh;
    }

    /** Presents both tokens of a dead row again, which has to take these calls. */
    void isRefused(DualAuthleteApi api, Tokens dead, String callsOfRefresh, String callsOfIntrospection) {
        refreshIsRefused(api, dead, callsOfRefresh);
        isInactive(api, dead, callsOfIntrospection);
    }

    void refreshIsRefused(DualAuthleteApi api, Tokens dead, String calls) {
        emulators.mark();
        refused(new OAuth(api).refresh(client, dead.refresh()));
        assertThat(emulators.calls()).hasToString(calls);
    }

    void isInactive(DualAuthleteApi api, Tokens dead, String calls) {
        emulators.mark();
        assertThat(new OAuth(api).introspect(dead.access()).isExistent()).isFalse();
        assertThat(emulators.calls()).hasToString(calls);
    }

    /** Presents both tokens of a dead row again, whatever calls that takes. */
    void isDead(DualAuthleteApi api, Tokens dead) {
        assertThat(new OAuth(api).introspect(dead.access()).isExistent()).isFalse();
        refused(new OAuth(api).refresh(client, dead.refresh()));
        assertThat(new OAuth(api).introspect(dead.access()).isExistent()).isFalse();
    }

    /** Revokes a token as its client, which has to succeed and to take these calls. */
    void revoke(DualAuthleteApi api, String token, String calls) {
        emulators.mark();
        assertThat(new OAuth(api).revoke(client, token).getAction()).isEqualTo(RevocationResponse.Action.OK);
        assertThat(emulators.calls()).hasToString(calls);
    }

    void isActive(DualAuthleteApi api, Tokens tokens) {
        assertThat(new OAuth(api).isActive(tokens.access())).isTrue();
    }

    static Tokens accepted(TokenResponse response) {
        assertThat(response.getAction()).isEqualTo(TokenResponse.Action.OK);
        return Tokens.of(response);
    }

    static void refused(TokenResponse response) {
        assertThat(response.getAction()).isEqualTo(TokenResponse.Action.BAD_REQUEST);
        assertThat(response.getResponseContent()).contains("invalid_grant");
    }

    static AuthleteApiException unavailable(Runnable call) {
        AuthleteApiException thrown = catchThrowableOfType(AuthleteApiException.class, call::run);
        assertThat(thrown).isNotNull();
        assertThat(thrown.getStatusCode()).isEqualTo(503);
        return thrown;
    }

    /** Returns the hashes of all refresh tokens that either backend holds, but of those that are dead. */
    Set<String> linesBeside(Collection<Tokens> dead) {
        Set<String> lines = new HashSet<>();
        for (AuthleteApi api : List.of(emulators.primaryApi(), emulators.secondaryApi())) {
            for (AccessToken row : api.getTokenList(0, 10_000).getAccessTokens()) {
                lines.add(row.getRefreshTokenHash());
            }
        }
        dead.forEach(tokens -> lines.remove(Opaque.hash(tokens.refresh())));
        return lines;
    }

    OAuth atPrimary() {
        return new OAuth(emulators.primaryApi());
    }

    OAuth atSecondary() {
        return new OAuth(emulators.secondaryApi());
    }
}
