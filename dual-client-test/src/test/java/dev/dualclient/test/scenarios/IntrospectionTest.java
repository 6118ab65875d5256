package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.IntrospectionResponse;
import com.authlete.common.dto.TokenUpdateRequest;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.migrator.TokenMigrator;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Whose answer a resource server gets about an access token. */
@ThroughBothFronts
class IntrospectionTest {

    @Parameter
    private Front front;

    private Emulators emulators;
    private OAuth server;
    private OAuth primary;
    private OAuth secondary;

    @BeforeEach
    void setUp(Emulators emulators, DualAuthleteApi api) {
        this.emulators = emulators;
        server = new OAuth(front.of(api));
        primary = new OAuth(emulators.primaryApi());
        secondary = new OAuth(emulators.secondaryApi());
    }

    @Test
    @DisplayName("A1: the primary answers for a token that it knows")
    void thePrimaryAnswersForATokenThatItKnows() {
        TestClient client = emulators.client().atBoth();
        String token = primary.login(client).access();
        emulators.mark();

        IntrospectionResponse answer = server.introspect(token, "openid");

        assertThat(answer.getAction()).isEqualTo(IntrospectionResponse.Action.OK);
        assertThat(answer.isUsable()).isTrue();
        assertThat(answer.getSubject()).isEqualTo("john");
        assertThat(emulators.calls()).hasToString("1/0");
    }

    @Test
    @DisplayName("A2: the secondary answers for a token that it alone knows, and is asked first the next time")
    void theSecondaryAnswersForATokenThatItAloneKnows() {
        TestClient client = emulators.client().atSecondary();
        String token = secondary.login(client).access();
        emulators.mark();

        IntrospectionResponse answer = server.introspect(token);
        assertThat(answer.isUsable()).isTrue();
        assertThat(answer.getClientId()).isEqualTo(client.id());
        assertThat(emulators.calls()).hasToString("1/1");

        emulators.mark();
        assertThat(server.introspect(token).isUsable()).isTrue();
        assertThat(emulators.calls()).hasToString("0/1");
    }

    @Test
    @DisplayName("A2: when the hint has faded, the primary is asked first again")
    void aHintFades() {
        String token = secondary.login(emulators.client().atSecondary()).access();
        MovableTime time = new MovableTime();
        try (DualAuthleteApi api = front.build(emulators.api().time(time))) {
            OAuth moving = new OAuth(api);
            assertThat(moving.isActive(token)).isTrue();

            time.advance(Duration.ofSeconds(50));
            emulators.mark();
            assertThat(moving.isActive(token)).isTrue();
            assertThat(emulators.calls()).hasToString("0/1");

            time.advance(Duration.ofSeconds(70));
            emulators.mark();
            assertThat(moving.isActive(token)).isTrue();
            assertThat(emulators.calls()).hasToString("1/1");
        }
    }

    @Test
    @DisplayName("A3: a token that nobody knows is reported by the primary")
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
    @DisplayName("A4: what has expired at the primary is not looked for at the secondary")
    void whatHasExpiredAtThePrimaryIsNotLookedForAtTheSecondary(TokenMigrator migrator) {
        String token = secondary.login(emulators.client().atBoth()).access();
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
    @DisplayName("A5: a scope that the primary's token lacks is not looked for at the secondary")
    void aScopeThatThePrimarysTokenLacksIsNotLookedForAtTheSecondary(TokenMigrator migrator) {
        String token = secondary.login(emulators.client().atBoth()).access();
        migrator.runOnce();
        emulators
                .primaryApi()
                .tokenUpdate(new TokenUpdateRequest().setAccessToken(token).setScopes(new String[] {"email"}));
        assertThat(secondary.introspect(token, "openid").getAction()).isEqualTo(IntrospectionResponse.Action.OK);
        emulators.mark();

        IntrospectionResponse answer = server.introspect(token, "openid");

        assertThat(answer.getAction()).isEqualTo(IntrospectionResponse.Action.FORBIDDEN);
        assertThat(answer.isSufficient()).isFalse();
        assertThat(emulators.calls()).hasToString("1/0");
    }
}
