package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.TokenResponse.Action;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client's new secret, which one backend makes and the other one takes over. */
@ThroughBothFronts
class ClientSecretTest extends Scene {

    private static final String REFRESH = "client-secret-refresh";
    private static final String UPDATE = "client-secret-update";

    private DualAuthleteApi api;

    @BeforeEach
    void setUp() {
        api = nodes.start();
    }

    @Test
    @Scenario("B11")
    void aRefreshedSecretIsTheSameAtBoth() {
        TestClient client = registered().atBoth();
        TestClient renewed = costs("2/1", () -> renewed(client));
        assertThat(emulators.calls().of(REFRESH)).hasToString("1/0");
        assertThat(emulators.calls().of(UPDATE)).hasToString("1/1");

        isKnownToBoth(renewed, client);
        assertThat(authenticated(api, renewed)).isEqualTo(Action.OK);
        assertThat(authenticated(api, client)).isEqualTo(Action.INVALID_CLIENT);
    }

    @Test
    @Scenario("B11")
    void aClientOfTheSecondaryGetsItsSecretThere() {
        TestClient client = registered().atSecondary();
        emulators.mark();
        TestClient renewed = renewed(client);
        assertThat(emulators.calls().of(REFRESH)).hasToString("1/1"); // the primary does not know the client
        assertThat(emulators.calls()).hasToString("2/2");

        assertThat(authenticated(emulators.secondaryApi(), renewed)).isEqualTo(Action.OK);
        assertThat(authenticated(emulators.secondaryApi(), client)).isEqualTo(Action.INVALID_CLIENT);
        assertThat(authenticated(api, renewed)).isEqualTo(Action.OK);
        assertThat(authenticated(api, client)).isEqualTo(Action.INVALID_CLIENT);
    }

    @Test
    @Scenario("B11")
    void aLaterTryRepairsWhatTheSecondaryMissed() {
        TestClient client = registered().atBoth();
        emulators.secondary().faults().refuseConnections();
        Replay.unavailable(() -> renewed(client));
        assertThat(authenticated(emulators.primaryApi(), client)).isEqualTo(Action.INVALID_CLIENT);

        emulators.secondary().faults().clear();
        assertThat(authenticated(api, client))
                .as("the old secret, which the secondary still holds")
                .isEqualTo(Action.INVALID_CLIENT);
        api = nodes.start();
        assertThat(authenticated(api, client)).isEqualTo(Action.INVALID_CLIENT);
        isKnownToBoth(renewed(client), client);
    }

    @Test
    @Scenario("B11")
    void withoutThePrimaryNothingChanges() {
        TestClient client = registered().atBoth();
        emulators.primary().faults().refuseConnections();
        costs("0/0", () -> Replay.unavailable(() -> renewed(client)));
        emulators.primary().faults().clear();
        assertThat(authenticated(emulators.primaryApi(), client)).isEqualTo(Action.OK);
        assertThat(authenticated(emulators.secondaryApi(), client)).isEqualTo(Action.OK);
    }

    private TestClient renewed(TestClient client) {
        String secret = api.refreshClientSecret(client.id()).getNewClientSecret();
        assertThat(secret).isNotBlank().isNotEqualTo(client.secret());
        return new TestClient(client.id(), secret, client.redirectUri());
    }

    private void isKnownToBoth(TestClient renewed, TestClient before) {
        for (AuthleteApi backend : new AuthleteApi[] {emulators.primaryApi(), emulators.secondaryApi()}) {
            assertThat(authenticated(backend, renewed)).isEqualTo(Action.OK);
            assertThat(authenticated(backend, before)).isEqualTo(Action.INVALID_CLIENT);
        }
    }

    private static Action authenticated(AuthleteApi backend, TestClient client) {
        return new OAuth(backend).clientCredentials(client).getAction();
    }
}
