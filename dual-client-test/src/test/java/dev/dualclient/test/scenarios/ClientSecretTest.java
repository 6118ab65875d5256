package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.TokenResponse.Action;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** A client's new secret, which one backend makes and the other one takes over. */
@ThroughBothFronts
class ClientSecretTest {

    @Parameter
    private Front front;

    private static final String REFRESH = "client-secret-refresh";
    private static final String UPDATE = "client-secret-update";

    private Emulators emulators;
    private Nodes nodes;
    private DualAuthleteApi api;

    @BeforeEach
    void setUp(Emulators given) {
        emulators = given;
        nodes = new Nodes(given, front);
        api = nodes.start();
    }

    @AfterEach
    void tearDown() {
        nodes.close();
    }

    @Test
    @DisplayName("B11: a refreshed secret is one secret: both accept the new one, and neither the old one")
    void aRefreshedSecretIsTheSameAtBoth() {
        TestClient client = emulators.client().atBoth();
        emulators.mark();
        TestClient renewed = renewed(client);
        assertThat(emulators.calls()).hasToString("2/1");
        assertThat(emulators.calls().of(REFRESH)).hasToString("1/0");
        assertThat(emulators.calls().of(UPDATE)).hasToString("1/1");

        isKnownToBoth(renewed, client);
        assertThat(authenticated(api, renewed)).isEqualTo(Action.OK);
        assertThat(authenticated(api, client)).isEqualTo(Action.INVALID_CLIENT);
    }

    @Test
    @DisplayName("B11: the secret of a client that only the secondary knows is made there")
    void aClientOfTheSecondaryGetsItsSecretThere() {
        TestClient client = emulators.client().atSecondary();
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
    @DisplayName("B11: a secret that the secondary did not take over is not called done, and a later try repairs it")
    void aLaterTryRepairsWhatTheSecondaryMissed() {
        TestClient client = emulators.client().atBoth();
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
    @DisplayName("B11: while the primary is down no secret is made, and both keep the old one")
    void withoutThePrimaryNothingChanges() {
        TestClient client = emulators.client().atBoth();
        emulators.primary().faults().refuseConnections();
        emulators.mark();
        Replay.unavailable(() -> renewed(client));
        assertThat(emulators.calls()).hasToString("0/0");
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
