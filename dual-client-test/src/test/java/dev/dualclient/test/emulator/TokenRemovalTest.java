package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens that a server removes by itself. */
class TokenRemovalTest {

    private static Authlete removing(AuthleteVersion version) {
        return new Authlete(AuthleteEmulator.builder()
                .version(version)
                .expiredTokensRemoved()
                .service());
    }

    private static Authlete sweeping() {
        return new Authlete(AuthleteEmulator.builder().unusedTokensSwept().service());
    }

    /** Creates an access token that lives for a year, and no refresh token. */
    private static String longLived(Authlete authlete, Registered client) {
        return authlete.call(
                        "auth-token-create",
                        "grantType",
                        "CLIENT_CREDENTIALS",
                        "clientId",
                        client.id(),
                        "accessTokenDuration",
                        Duration.ofDays(365).toSeconds())
                .text("accessToken");
    }

    private static int listed(Authlete authlete) {
        return authlete.read("auth-token-get-list", Map.of())
                .json()
                .path("totalCount")
                .asInt();
    }

    @ParameterizedTest
    @EnumSource
    void theFirstIntrospectionRemovesAnExpiredToken(AuthleteVersion version) {
        Authlete authlete = removing(version);
        Registered client = authlete.client();
        String token =
                authlete.token(client, "grant_type", "client_credentials").text("accessToken");
        authlete.introspect(token);
        authlete.advance(Duration.ofHours(1));

        assertThat(listed(authlete)).isEqualTo(1);
        assertThat(authlete.introspect(token).code()).isEqualTo("A065303");
        assertThat(authlete.introspect(token).code()).isEqualTo("A057302");
        assertThat(listed(authlete)).isZero();
    }

    @Test
    void theRefreshTokenOfARemovedAccessTokenLivesOn() {
        Authlete authlete = removing(AuthleteVersion.V3_0);
        Registered client = authlete.client();
        Result tokens = authlete.tokens(client);
        authlete.advance(Duration.ofHours(1));

        assertThat(authlete.introspect(tokens.text("accessToken")).code()).isEqualTo("A065301");
        assertThat(authlete.introspect(tokens.text("accessToken")).code()).isEqualTo("A057302");
        assertThat(listed(authlete)).isEqualTo(1);
        Result refreshed = authlete.refresh(client, tokens.text("refreshToken"));
        assertThat(refreshed.action()).isEqualTo("OK");
        assertThat(authlete.active(refreshed.text("accessToken"))).isTrue();
        assertThat(authlete.revoke(client, refreshed.text("refreshToken")).action())
                .isEqualTo("OK");
        assertThat(authlete.active(refreshed.text("accessToken"))).isFalse();
    }

    @Test
    void aRowWithoutItsAccessTokenIsCopied() {
        Authlete from = removing(AuthleteVersion.V2_3);
        Authlete to = removing(AuthleteVersion.V3_0);
        Registered client = from.client();
        Result tokens = from.tokens(client);
        from.advance(Duration.ofHours(1));
        to.advance(Duration.ofHours(1));
        from.introspect(tokens.text("accessToken"));
        Rows.Snapshot read = Authlete.MAPPER.readValue(
                Authlete.MAPPER.writeValueAsString(from.server.rows().snapshot()), Rows.Snapshot.class);
        to.server.rows().importClient(read.clients().get(0), Rows.Secret.MIGRATED, true);
        to.server.rows().write(read.tokens().get(0), true);

        assertThat(to.introspect(tokens.text("accessToken")).code()).isEqualTo("A057302");
        assertThat(to.refresh(client, tokens.text("refreshToken")).action()).isEqualTo("OK");
    }

    @Test
    void tokensThatNobodyUsesAreSwept() {
        Authlete authlete = sweeping();
        Registered client = authlete.client();
        String used = longLived(authlete, client);
        String unused = longLived(authlete, client);
        authlete.advance(Duration.ofDays(89));
        assertThat(authlete.introspect(used).action()).isEqualTo("OK");
        assertThat(listed(authlete)).isEqualTo(2);
        authlete.advance(Duration.ofDays(1));

        assertThat(listed(authlete)).isEqualTo(1);
        assertThat(authlete.introspect(unused).code()).isEqualTo("A057302");
        assertThat(authlete.introspect(used).action()).isEqualTo("OK");
        authlete.advance(Duration.ofDays(90));
        assertThat(authlete.active(used)).isFalse();
    }

    @Test
    void expiredTokensAreSweptOnceADay() {
        Authlete authlete = sweeping();
        Registered client = authlete.client();
        String single =
                authlete.token(client, "grant_type", "client_credentials").text("accessToken");
        Result refreshable = authlete.tokens(client);
        authlete.advance(Duration.ofHours(23));
        assertThat(authlete.introspect(single).code()).isEqualTo("A065303");
        authlete.advance(Duration.ofHours(1));

        assertThat(authlete.introspect(single).code()).isEqualTo("A057302");
        assertThat(authlete.introspect(refreshable.text("accessToken")).code()).isEqualTo("A065301");
        assertThat(authlete.refresh(client, refreshable.text("refreshToken")).action())
                .isEqualTo("OK");
    }

    @Test
    void nothingIsRemovedUnlessTheServerIsToldTo() {
        Authlete authlete = new Authlete(AuthleteVersion.V3_0);
        String token = longLived(authlete, authlete.client());
        authlete.advance(Duration.ofDays(365));

        assertThat(authlete.introspect(token).code()).isEqualTo("A065303");
        assertThat(authlete.introspect(token).code()).isEqualTo("A065303");
    }
}
