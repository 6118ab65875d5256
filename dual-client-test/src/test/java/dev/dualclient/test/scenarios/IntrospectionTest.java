package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.IntrospectionResponse;
import com.authlete.common.dto.TokenUpdateRequest;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.migrator.TokenMigrator;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose answer a resource server gets about an access token. */
@ThroughBothFronts
class IntrospectionTest extends Scene {

    private OAuth server;
    private OAuth primary;
    private OAuth secondary;

    @BeforeEach
    void setUp() {
        server = new OAuth(nodes.start());
        primary = new OAuth(emulators.primaryApi());
        secondary = new OAuth(emulators.secondaryApi());
    }

    @Test
    @Scenario("A1")
    void thePrimaryAnswersForATokenThatItKnows() {
        TestClient client = registered().atBoth();
        String token = primary.login(client).access();
        emulators.mark();

        IntrospectionResponse answer = server.introspect(token, "read");

        assertThat(answer.getAction()).isEqualTo(IntrospectionResponse.Action.OK);
        assertThat(answer.isUsable()).isTrue();
        assertThat(answer.getSubject()).isEqualTo("john");
        assertThat(emulators.calls()).hasToString("1/0");
    }

    @Test
    @Scenario("A2")
    void theSecondaryAnswersForATokenThatItAloneKnows() {
        TestClient client = registered().atSecondary();
        String token = secondary.login(client).access();
        emulators.mark();

        IntrospectionResponse answer = server.introspect(token);
        assertThat(answer.isUsable()).isTrue();
        assertThat(answer.getClientId()).isEqualTo(client.id());
        assertThat(emulators.calls()).hasToString("1/1");

        costs("0/1", () -> assertThat(server.introspect(token).isUsable()).isTrue());
    }

    @Test
    @Scenario("A2")
    void aHintFades() {
        String token = secondary.login(registered().atSecondary()).access();
        MovableTime time = new MovableTime();
        try (DualAuthleteApi api = front.build(emulators.api().time(time))) {
            OAuth moving = new OAuth(api);
            assertThat(moving.isActive(token)).isTrue();

            time.advance(Duration.ofSeconds(50));
            costs("0/1", () -> assertThat(moving.isActive(token)).isTrue());

            time.advance(Duration.ofSeconds(70));
            costs("1/1", () -> assertThat(moving.isActive(token)).isTrue());
        }
    }

    @Test
    @Scenario("A3")
    void aTokenThatNobodyKnowsIsReportedByThePrimary() {
        emulators.mark();

        IntrospectionResponse answer = server.introspect("a-token-that-nobody-issued");

        assertThat(answer.getAction()).isEqualTo(IntrospectionResponse.Action.UNAUTHORIZED);
        assertThat(answer.isExistent()).isFalse();
        assertThat(answer.isUsable()).isFalse();
        assertThat(answer.getResponseContent()).contains("invalid_token");
        assertThat(emulators.calls()).hasToString("1/1");
    }

    @Test
    @Scenario("A4")
    void whatHasExpiredAtThePrimaryIsNotLookedForAtTheSecondary(TokenMigrator migrator) {
        String token = secondary.login(registered().atBoth()).access();
        migrator.runOnce();
        emulators.primary().advance(Duration.ofDays(2));
        assertThat(secondary.isActive(token)).isTrue();
        emulators.mark();

        IntrospectionResponse answer = server.introspect(token);

        assertThat(answer.isExistent()).isTrue();
        assertThat(answer.isUsable()).isFalse();
        assertThat(emulators.calls()).hasToString("1/0");
    }

    @Test
    @Scenario("A5")
    void aScopeThatThePrimarysTokenLacksIsNotLookedForAtTheSecondary(TokenMigrator migrator) {
        String token = secondary.login(registered().atBoth()).access();
        migrator.runOnce();
        emulators
                .primaryApi()
                .tokenUpdate(new TokenUpdateRequest().setAccessToken(token).setScopes(new String[] {"email"}));
        assertThat(secondary.introspect(token, "read").getAction()).isEqualTo(IntrospectionResponse.Action.OK);
        emulators.mark();

        IntrospectionResponse answer = server.introspect(token, "read");

        assertThat(answer.getAction()).isEqualTo(IntrospectionResponse.Action.FORBIDDEN);
        assertThat(answer.isSufficient()).isFalse();
        assertThat(emulators.calls()).hasToString("1/0");
    }
}
