package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.BackchannelAuthenticationResponse;
import com.authlete.common.dto.DeviceAuthorizationResponse;
import com.authlete.common.dto.PushedAuthReqRequest;
import com.authlete.common.dto.PushedAuthReqResponse;
import com.authlete.common.dto.TokenResponse.Action;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.call.Outcome;
import dev.dualclient.custody.SecretStatus;
import dev.dualclient.engine.ClientSecrets;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StageRefusedException;
import dev.dualclient.migration.Stages;
import dev.dualclient.observation.AttemptObserver;
import dev.dualclient.observation.SecretRepair;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client whose secret at the primary is not known to be the one that the secondary accepts. */
@OnEveryStore
class DifferentSecretTest extends Scene {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String NEW_SECRET = "a-newer-secret-of-the-client";

    @Test
    @Scenario({"A25", "N28"})
    void aClientWithARandomSecretLogsInAtTheSecondaryAndNothingOfItIsRefused() {
        TestClient client = registered().atBothWithRandomSecret();
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
        TestClient pushing = registered().atBothWithRandomSecret();
        TestClient polling = registered().with(Decoupled::polls).atBothWithRandomSecret();
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
        TestClient client = registered().atBoth();
        OAuth server = server();
        costs("0/3", () -> server.login(client));
        nodes.pass(SECOND);
        costs("3/0", () -> server.login(client));
        OAuth restarted = server(nodes.restart(Stage.PRIMARY_FIRST));
        costs("3/0", () -> restarted.login(client));

        TestClient other = registered().atBoth();
        costs("1/0", () -> restarted.clientCredentials(other));
        costs("3/0", () -> restarted.login(other));
    }

    @Test
    @Scenario("A26")
    void theSecretIsTriedAtThePrimaryOnceAnHourOnAllNodesTogether() {
        TestClient client = registered().atBothWithRandomSecret();
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
        TestClient ofPrimary = registered().atPrimary();
        TestClient open = registered().publicClient().atBoth();
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
        TestClient client = registered().atBothWithRandomSecret();
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
        return () -> (purpose, side, call) -> {
            if (side == Side.PRIMARY && call.operation().id().equals(operation)) {
                meanwhile.getAndSet(() -> {}).run();
            }
            return null;
        };
    }

    @Test
    @Scenario("A29")
    void whileTheSecondaryIsDownAnUnknownSecretBeginsAtThePrimaryAndADifferentOneWaits() {
        TestClient equal = registered().atBoth();
        TestClient different = registered().atBothWithRandomSecret();
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
    @Scenario("N28")
    void noStageIsEnteredInWhichSuchALoginCouldNotBegin() {
        TestClient client = registered().atBothWithRandomSecret();
        TestClient equal = registered().atBoth();
        DualAuthleteApi api = nodes.start();
        DualAuthleteApi other = nodes.start();
        server(api).login(client);
        server(api).login(equal);
        nodes.pass(SECOND);
        Map<String, SecretStatus> shown = api.dualClient().doubtfulSecrets();
        assertThat(shown).containsExactly(entry(String.valueOf(client.id()), SecretStatus.DIFFERENT));
        for (DualAuthleteApi node : List.of(api, other)) {
            Stages stages = node.dualClient().stages();
            assertThatThrownBy(() -> stages.change(policy -> policy.withStage(Stage.DRAIN), "it is time"))
                    .isInstanceOf(StageRefusedException.class)
                    .hasMessage(
                            "the step to drain was refused, for the secret at the primary is another one, or not known"
                                    + " to be the same, of 1 client that has begun a login at the secondary within a day: wait until"
                                    + " that is over, or force it");
            stages.change(policy -> policy.withClient(String.valueOf(equal.id()), Stage.DRAIN), "this one is ready");
        }
        Stages stages = other.dualClient().stages();
        String late = String.valueOf(client.id());
        assertThat(stages.objections(stages.policy().withClient(late, Stage.DRAIN)))
                .hasSize(1);
        stages.force( // a client that stays behind is an exception, which drain does not allow for
                policy -> policy.withClient(late, Stage.PRIMARY_FIRST).withStage(Stage.DRAIN), "all but this one");
        stages.force(policy -> policy.withClient(late, null), "its secret is repaired later");

        emulators.primaryApi().updateClientSecret(client.id(), client.secret());
        assertThat(server(api).clientCredentials(client).getAction()).isEqualTo(Action.OK);
        assertThat(api.dualClient().doubtfulSecrets()).isEmpty();
        stages.change(policy -> policy.withStage(Stage.PRIMARY_FIRST), "back");
        stages.change(policy -> policy.withStage(Stage.DRAIN), "it is time");
    }

    @Test
    @Scenario("A27")
    void aSecretThatDiffersIsSetAtThePrimaryWhereThatIsWanted() {
        TestClient client = registered().atBothWithRandomSecret();
        List<SecretRepair> told = new ArrayList<>();
        OAuth server = server(repairing(api -> api.secretListener(told::add)));
        costs("0/3", () -> server.login(client));
        nodes.pass(SECOND);
        assertThat(emulators.calls().of("client-secret-update")).hasToString("1/0");
        assertThat(told).singleElement().satisfies(repair -> {
            assertThat(repair.client()).isEqualTo(String.valueOf(client.id()));
            assertThat(repair.outcome()).isEqualTo(Outcome.ACCEPTED);
        });
        costs("3/0", () -> server.login(client));
        assertThat(replay.atPrimary().clientCredentials(client).getAction()).isEqualTo(Action.OK);
        assertThat(replay.atSecondary().clientCredentials(client).getAction()).isEqualTo(Action.OK);
        OAuth restarted = server(nodes.restart(Stage.PRIMARY_FIRST));
        costs("3/0", () -> restarted.login(client));
    }

    @Test
    @Scenario("A27")
    void aSecretThatThePrimaryHasAcceptedIsNeverReplaced() {
        TestClient client = registered().atBoth();
        DualAuthleteApi api = repairing(settings -> {});
        assertThat(server(api).clientCredentials(client).getAction()).isEqualTo(Action.OK);
        emulators.primaryApi().updateClientSecret(client.id(), NEW_SECRET);
        assertThat(server(api).clientCredentials(client).getAction()).isEqualTo(Action.INVALID_CLIENT);
        nodes.pass(SECOND);
        TestClient renewed = new TestClient(client.id(), NEW_SECRET, client.redirectUri());
        assertThat(server(api).clientCredentials(renewed).getAction()).isEqualTo(Action.OK);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Scenario({"A28", "B34"})
    void aChangeWhileTheFormerSecretIsBeingRepairedStays(boolean lost) {
        TestClient client = registered().atBothWithRandomSecret();
        DualAuthleteApi other = nodes.start();
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        server(repairing(api -> api.attemptObserver(before("client-secret-update", meanwhile))))
                .login(client);
        if (lost) { // and is done all the same
            emulators
                    .primary()
                    .faults()
                    .on("client-secret-update")
                    .times(1)
                    .afterProcessing()
                    .drop();
        }
        meanwhile.set(() -> Replay.unavailable(() -> other.updateClientSecret(client.id(), NEW_SECRET)));
        nodes.pass(SECOND);
        nodes.pass(Duration.ofSeconds(5)); // where its answer was lost, the repair may still be under way
        nodes.pass(Duration.ofMinutes(1));
        nodes.pass(Duration.ofMinutes(1));
        isReplaced(client);
    }

    @Test
    @Scenario({"A28", "B34"})
    void aChangeThatHasNotReachedThePrimaryIsNotOvertaken() {
        TestClient client = registered().atBothWithRandomSecret();
        DualAuthleteApi other = nodes.start();
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        DualAuthleteApi api = repairing(settings -> settings.attemptObserver(before("auth-token", meanwhile)));
        server(api).login(client);
        int repairs = emulators.primary().counters().processed("client-secret-update");
        meanwhile.set(() -> {
            emulators.primary().faults().on("client-secret-update").times(1).drop();
            Replay.unavailable(() -> other.updateClientSecret(client.id(), NEW_SECRET));
        });
        nodes.pass(SECOND);

        assertThat(emulators.primary().counters().processed("client-secret-update"))
                .isEqualTo(repairs);
        assertThat(api.dualClient().doubtfulSecrets().values()).containsExactly(SecretStatus.UNKNOWN);
        nodes.pass(Duration.ofMinutes(1));
        isReplaced(client);
    }

    private DualAuthleteApi repairing(Consumer<DualAuthleteApiBuilder> settings) {
        return nodes.start(api -> settings.accept(api.clientSecrets(ClientSecrets.REPAIR_ON_USE)));
    }

    @Test
    @Scenario("B34")
    void aReplacedSecretIsRefusedAtBothForEver() {
        TestClient client = registered().atBothWithRandomSecret();
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
