package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.IntrospectionResponse;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.types.GrantType;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An invalid token that comes again costs nobody anything, and never longer than for a moment. */
@DualClientTest
class UnknownTokensTest extends Scene {

    private static final String TOKEN = "nobody-issued-this";

    private final MovableTime time = new MovableTime();
    private DualAuthleteApi api;
    private OAuth server;

    @BeforeEach
    void setUp() {
        api = emulators.api().time(time).build();
        server = new OAuth(api);
    }

    @AfterEach
    void tearDown() {
        api.close();
    }

    @Test
    @Scenario("D4")
    void aTokenThatNobodyKnowsIsAskedAboutOnceInASecond() {
        IntrospectionResponse first = server.introspect(TOKEN);
        emulators.mark();

        IntrospectionResponse second = server.introspect(TOKEN);
        assertThat(emulators.calls()).hasToString("0/0");
        assertThat(second).usingRecursiveComparison().isEqualTo(first);

        time.advance(Duration.ofMillis(1001));
        assertThat(server.isActive(TOKEN)).isFalse();
        assertThat(emulators.calls()).hasToString("1/1");
    }

    @Test
    void anotherQuestionAboutTheSameTokenIsAsked() {
        server.introspect(TOKEN);
        emulators.mark();

        server.introspect(TOKEN, "openid");

        assertThat(emulators.calls()).hasToString("1/1");
    }

    @Test
    void whatOneAloneDoesNotKnowIsNotRemembered() {
        emulators.secondary().faults().onAll().answer(503);
        assertThatThrownBy(() -> server.introspect(TOKEN)).isInstanceOf(AuthleteApiException.class);
        emulators.secondary().faults().clear();
        emulators.mark();

        assertThat(server.isActive(TOKEN)).isFalse();

        assertThat(emulators.calls()).hasToString("1/1");
    }

    @Test
    void whereOneAloneIsAskedNothingIsRemembered() {
        api.dualClient().stages().force(policy -> policy.withStage(Stage.PRIMARY_ONLY), "test");
        server.introspect(TOKEN);
        emulators.mark();

        server.introspect(TOKEN);

        assertThat(emulators.calls()).hasToString("1/0");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTokenIsKnownOnceItIsCreatedUnderThatName(boolean atOnce) {
        long client = registered().atBoth().id();
        server.introspect(TOKEN);

        api.tokenCreate(new TokenCreateRequest()
                .setGrantType(GrantType.CLIENT_CREDENTIALS)
                .setClientId(client)
                .setAccessToken(TOKEN));

        if (!atOnce) {
            time.advance(Duration.ofMillis(900));
        }
        assertThat(server.isActive(TOKEN)).isTrue();
    }

    @Test
    void aCallThatMayHaveMadeTokensUnseenMakesItForgetAll() {
        server.introspect(TOKEN);
        emulators.mark();

        api.tokenCreateBatch(
                new TokenCreateRequest[] {
                    new TokenCreateRequest()
                            .setGrantType(GrantType.CLIENT_CREDENTIALS)
                            .setClientId(registered().atBoth().id())
                },
                false);
        server.introspect(TOKEN);

        assertThat(emulators.calls().of("auth-introspection")).hasToString("1/1");
    }

    @Test
    void aChangeOfTheStageMakesItForgetAll() {
        server.introspect(TOKEN);
        emulators.mark();

        api.dualClient().stages().change(policy -> policy.withStage(Stage.SECONDARY_FIRST), "test");
        server.introspect(TOKEN);

        assertThat(emulators.calls()).hasToString("1/1");
    }

    @Test
    void itCanBeSwitchedOff() {
        try (DualAuthleteApi forgetful =
                emulators.api().unknownTokenTtl(Duration.ZERO).build()) {
            new OAuth(forgetful).introspect(TOKEN);
            emulators.mark();

            new OAuth(forgetful).introspect(TOKEN);

            assertThat(emulators.calls()).hasToString("1/1");
        }
    }

    @Test
    void aMinuteIsTheLongest() {
        assertThatThrownBy(() -> emulators.api().unknownTokenTtl(Duration.ofSeconds(61)))
                .hasMessage("dual-client.unknown-token-ttl is PT1M1S: write a duration from 0 to 60s");
    }
}
