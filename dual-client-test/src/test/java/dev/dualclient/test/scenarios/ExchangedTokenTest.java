package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.TokenResponse;
import com.authlete.common.dto.TokenRevokeRequest;
import com.authlete.common.types.GrantType;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.TestClientBuilder;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens that a client of both backends exchanges for others (RFC 8693). */
@ThroughBothFronts
class ExchangedTokenTest extends Scene {

    private DualAuthleteApi api;

    @Override
    TestClientBuilder describe(TestClientBuilder registered) {
        return registered.with(exchanging -> exchanging.setGrantTypes(
                new GrantType[] {GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN, GrantType.TOKEN_EXCHANGE}));
    }

    @BeforeEach
    void setUp() {
        api = nodes.start();
    }

    private TokenResponse.Action exchange(String token, String type) {
        return exchange(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                token,
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:" + type);
    }

    private TokenResponse.Action exchange(String token, String type, String actor) {
        return exchange(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                token,
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:" + type,
                "actor_token",
                actor,
                "actor_token_type",
                "urn:ietf:params:oauth:token-type:access_token");
    }

    private TokenResponse.Action exchange(String... parameters) {
        emulators.mark();
        return new OAuth(api).token(client, parameters).getAction();
    }

    @Test
    void aTokenOfTheSecondaryIsExchangedThere() {
        String token = new OAuth(emulators.secondaryApi()).login(client).access();

        assertThat(exchange(token, "access_token")).isEqualTo(TokenResponse.Action.TOKEN_EXCHANGE);
        assertThat(emulators.calls().primary()).doesNotContainKey("auth-token");

        assertThat(exchange(token, "access_token")).isEqualTo(TokenResponse.Action.TOKEN_EXCHANGE);
        assertThat(emulators.calls()).hasToString("0/1");
    }

    @Test
    void aTokenOfThePrimaryIsExchangedThere() {
        String token = new OAuth(emulators.primaryApi()).login(client).access();

        assertThat(exchange(token, "access_token")).isEqualTo(TokenResponse.Action.TOKEN_EXCHANGE);
        assertThat(emulators.calls().secondary()).isEmpty();
    }

    @Test
    void whatHasExpiredAtThePrimaryIsNotExchangedForItsCopyAtTheSecondary() {
        String token = new OAuth(emulators.secondaryApi()).login(client).access();
        emulators.migrator().runOnce();
        emulators.primary().advance(Duration.ofDays(2));

        assertThat(exchange(token, "access_token")).isEqualTo(TokenResponse.Action.BAD_REQUEST);
        assertThat(emulators.calls().secondary()).isEmpty();
    }

    @Test
    void aTokenThatNobodyKnowsIsRefused() {
        assertThat(exchange("made-up", "access_token")).isEqualTo(TokenResponse.Action.BAD_REQUEST);
    }

    @Test
    void aTokenOfSomebodyElseIsLookedUpByNobody() {
        assertThat(exchange("not.a.jwt", "jwt")).isEqualTo(TokenResponse.Action.BAD_REQUEST);
        assertThat(emulators.calls()).hasToString("1/0");
    }

    @Test
    void whileThePrimaryIsDownTheSecondaryAnswersForItsToken() {
        String token = new OAuth(emulators.secondaryApi()).login(client).access();
        emulators.primary().faults().refuseConnections();

        assertThat(exchange(token, "access_token")).isEqualTo(TokenResponse.Action.TOKEN_EXCHANGE);
    }

    @Test
    @Scenario("N5")
    void aRevokedActorTokenIsNotExchanged() {
        Tokens actor = replay.atSecondary().login(client);
        Snapshot snapshot = emulators.migrator().read();
        new OAuth(api).revoke(client, actor.access());
        emulators.migrator().write(snapshot);
        assertThat(replay.atPrimary().isActive(actor.access()))
                .as("the late copy")
                .isTrue();

        String subject = new OAuth(api).login(client).access();
        assertThat(exchange(subject, "access_token", actor.access())).isEqualTo(TokenResponse.Action.BAD_REQUEST);
        assertThat(replay.atPrimary().isActive(actor.access())).isFalse();
        assertThat(new OAuth(api).isActive(subject)).isTrue();
    }

    @Test
    @Scenario("N5")
    void anActorTokenThatFellWithAllOfItsClientIsNotExchanged() {
        TestClient owner = registered().atBoth();
        Tokens actor = replay.atSecondary().login(owner);
        Snapshot snapshot = emulators.migrator().read();
        api.tokenRevoke(new TokenRevokeRequest().setClientIdentifier(String.valueOf(owner.id())));
        emulators.migrator().write(snapshot);

        String subject = new OAuth(api).login(client).access();
        assertThat(exchange(subject, "access_token", actor.access())).isEqualTo(TokenResponse.Action.BAD_REQUEST);
        assertThat(replay.atPrimary().isActive(actor.access())).isFalse();
        assertThat(new OAuth(api).isActive(subject)).isTrue();
    }

    @Test
    @Scenario("N5")
    void anActorTokenThatWasReplacedIsNotExchangedForItsCopy() {
        Tokens actor = replay.migrated();
        replay.refreshed(api, actor);
        String subject = replay.atSecondary().login(client).access();

        assertThat(exchange(subject, "access_token", actor.access())).isEqualTo(TokenResponse.Action.BAD_REQUEST);
        assertThat(emulators.calls().secondary()).doesNotContainKey("auth-token");
    }

    @Test
    @Scenario("N5")
    void bothTokensAreLookedUp() {
        String subject = replay.migrated().access();
        String actor = replay.atSecondary().login(client).access();

        assertThat(exchange(subject, "access_token", actor)).isEqualTo(TokenResponse.Action.TOKEN_EXCHANGE);
        assertThat(emulators.calls().primary()).doesNotContainKey("auth-token");
    }

    @Test
    @Scenario("N5")
    void aRefreshTokenIsLookedUpToo() {
        String subject = replay.atSecondary().login(client).refresh();

        assertThat(exchange(subject, "refresh_token")).isEqualTo(TokenResponse.Action.TOKEN_EXCHANGE);
        assertThat(emulators.calls().primary()).doesNotContainKey("auth-token");
    }
}
