package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.BackchannelAuthenticationResponse;
import com.authlete.common.dto.DeviceAuthorizationResponse;
import com.authlete.common.dto.PushedAuthReqRequest;
import com.authlete.common.dto.PushedAuthReqResponse;
import com.authlete.common.dto.TokenResponse.Action;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.observation.AttemptObserver;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A client whose secret at the primary is not known to be the one that the secondary accepts. */
@OnEveryStore
class DifferentSecretTest extends Scene {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String NEW_SECRET = "a-newer-secret-of-the-client";

    @Test
    @Scenario({"A25", "N28"})
    void aClientWithARandomSecretLogsInAtTheSecondaryAndNothingOfItIsRefused() {
        TestClient client = emulators.client().atBothWithRandomSecret();
        for (OAuth server : List.of(server(), server(), server(nodes.start()))) {
            Tokens first = costs("0/3", () -> server.login(client));
            Tokens second = Replay.accepted(server.refresh(client, first.refresh()));
            assertThat(server.isActive(second.access())).isTrue();
            nodes.pass(SECOND);
            costs("0/3", () -> server.login(client));
        }
        OAuth restarted = server(nodes.restart(Stage.PRIMARY_FIRST));
        costs("0/3", () -> restarted.login(client));
    }

    @Test
    @Scenario("A25")
    void whatSuchAClientPushesAndAsksForByADeviceBeginsAtTheSecondary() {
        TestClient pushing = emulators.client().atBothWithRandomSecret();
        TestClient polling = emulators.client().with(Decoupled::polls).atBothWithRandomSecret();
        DualAuthleteApi api = nodes.start();
        Decoupled devices = new Decoupled(api);
        for (int login = 0; login < 2; login++) {
            costs(
                    "0/1",
                    () -> assertThat(pushed(api, pushing).getAction()).isEqualTo(PushedAuthReqResponse.Action.CREATED));
            DeviceAuthorizationResponse begun = costs("0/1", () -> devices.device(polling));
            devices.complete(begun.getUserCode());
            costs(
                    "0/1",
                    () -> assertThat(devices.pollDevice(polling, begun.getDeviceCode())
                                    .getAction())
                            .isEqualTo(Action.OK));
            costs(
                    "0/1",
                    () -> assertThat(devices.backchannel(polling).getAction())
                            .isEqualTo(BackchannelAuthenticationResponse.Action.USER_IDENTIFICATION));
            nodes.pass(SECOND);
        }
    }

    private static PushedAuthReqResponse pushed(AuthleteApi api, TestClient client) {
        return api.pushAuthorizationRequest(new PushedAuthReqRequest()
                .setClientId(String.valueOf(client.id()))
                .setClientSecret(client.secret())
                .setParameters(OAuth.form(
                        "response_type", "code",
                        "redirect_uri", client.redirectUri(),
                        "scope", "openid")));
    }

    @Test
    @Scenario("A26")
    void anEqualSecretIsLearnedFromTheFirstTokenRequest() {
        TestClient client = emulators.client().atBoth();
        OAuth server = server();
        costs("0/3", () -> server.login(client));
        nodes.pass(SECOND);
        costs("3/0", () -> server.login(client));
        OAuth restarted = server(nodes.restart(Stage.PRIMARY_FIRST));
        costs("3/0", () -> restarted.login(client));

        TestClient other = emulators.client().atBoth();
        costs("1/0", () -> restarted.clientCredentials(other));
        costs("3/0", () -> restarted.login(other));
    }

    @Test
    @Scenario("A26")
    void theSecretIsTriedAtThePrimaryOnceAnHourOnAllNodesTogether() {
        TestClient client = emulators.client().atBothWithRandomSecret();
        List<OAuth> servers = List.of(server(), server());
        for (int i = 0; i < 3; i++) {
            servers.forEach(server -> server.login(client));
            nodes.pass(SECOND);
        }
        assertThat(emulators.primary().counters().processed("auth-token")).isEqualTo(1);

        nodes.pass(Duration.ofHours(1));
        emulators.primaryApi().updateClientSecret(client.id(), client.secret());
        servers.get(0).login(client);
        nodes.pass(SECOND);
        assertThat(emulators.primary().counters().processed("auth-token")).isEqualTo(2);
        costs("3/0", () -> servers.get(1).login(client));
    }

    @Test
    @Scenario("A26")
    void aClientOfThePrimaryAloneAndAPublicOneFollowTheStage() {
        TestClient ofPrimary = emulators.client().atPrimary();
        TestClient open = emulators.client().publicClient().atBoth();
        OAuth server = server();
        costs("1/1", () -> server.authorize(ofPrimary));
        server.login(ofPrimary);
        costs("1/0", () -> server.authorize(ofPrimary));

        costs("0/1", () -> server.authorize(open));
        costs("1/0", () -> server.authorize(open));
        OAuth restarted = server(nodes.restart(Stage.PRIMARY_FIRST));
        costs("1/0", () -> restarted.authorize(ofPrimary));
        costs("1/0", () -> restarted.authorize(open));
    }

    @Test
    @Scenario("A28")
    void aSecretThatIsChangedWhileTheFormerOneIsTriedTeachesNothing() {
        TestClient client = emulators.client().atBothWithRandomSecret();
        DualAuthleteApi other = nodes.start();
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        OAuth server = server(nodes.start(api -> api.attemptObserver(before("auth-token", meanwhile))));
        server.login(client);
        meanwhile.set(() -> other.updateClientSecret(client.id(), NEW_SECRET));
        nodes.pass(SECOND);

        TestClient renewed = new TestClient(client.id(), NEW_SECRET, client.redirectUri());
        costs("3/0", () -> server.login(renewed));
        assertThat(replay.atPrimary().clientCredentials(renewed).getAction()).isEqualTo(Action.OK);
        assertThat(server.clientCredentials(client).getAction()).isEqualTo(Action.INVALID_CLIENT);
    }

    /** Does something once, before a request of some operation is sent to the primary. */
    private static AttemptObserver before(String operation, AtomicReference<Runnable> meanwhile) {
        return () -> (side, call, sending) -> {
            if (side == Side.PRIMARY && call.operation().id().equals(operation)) {
                meanwhile.getAndSet(() -> {}).run();
            }
            return sending.apply(call);
        };
    }

    @Test
    @Scenario("A29")
    void whileTheSecondaryIsDownAnUnknownSecretBeginsAtThePrimaryAndADifferentOneWaits() {
        TestClient equal = emulators.client().atBoth();
        TestClient different = emulators.client().atBothWithRandomSecret();
        OAuth server = server();
        server.login(different);
        nodes.pass(SECOND);

        emulators.secondary().faults().refuseConnections();
        costs("3/0", () -> server.login(equal));
        assertThat(costs("0/0", () -> Replay.unavailable(() -> server.authorize(different)))
                        .getResponseHeaders())
                .containsKey("Retry-After");
        emulators.secondary().faults().clear();
        assertThat(server.authorize(different).getAction()).isEqualTo(AuthorizationResponse.Action.INTERACTION);
    }

    @Test
    @Scenario("B34")
    void aReplacedSecretIsRefusedAtBothForEver() {
        TestClient client = emulators.client().atBothWithRandomSecret();
        DualAuthleteApi api = nodes.start();
        server(api).login(client);
        nodes.pass(SECOND);
        api.updateClientSecret(client.id(), NEW_SECRET);
        isReplaced(client);
    }

    private void isReplaced(TestClient client) {
        TestClient renewed = new TestClient(client.id(), NEW_SECRET, client.redirectUri());
        for (Stage stage : List.of(Stage.PRIMARY_FIRST, Stage.SECONDARY_FIRST, Stage.PRIMARY_ONLY)) {
            OAuth server = server(nodes.restart(stage));
            nodes.pass(Duration.ofHours(2));
            assertThat(server.clientCredentials(client).getAction()).isEqualTo(Action.INVALID_CLIENT);
            server.login(renewed);
        }
        for (OAuth backend : List.of(replay.atPrimary(), replay.atSecondary())) {
            assertThat(backend.clientCredentials(client).getAction()).isEqualTo(Action.INVALID_CLIENT);
            assertThat(backend.clientCredentials(renewed).getAction()).isEqualTo(Action.OK);
        }
    }
}
