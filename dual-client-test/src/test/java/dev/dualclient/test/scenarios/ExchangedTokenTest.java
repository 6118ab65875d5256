package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.TokenResponse;
import com.authlete.common.types.GrantType;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.test.TestClientBuilder;
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
        emulators.mark();
        return new OAuth(api)
                .token(
                        client,
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        token,
                        "subject_token_type",
                        "urn:ietf:params:oauth:token-type:" + type)
                .getAction();
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
}
