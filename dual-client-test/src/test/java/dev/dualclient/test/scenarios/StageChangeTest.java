package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.migration.Canary;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StageChange;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.migration.StageRefusedException;
import dev.dualclient.migration.StageRequest;
import dev.dualclient.migration.Stages;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.stores.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Changes of the stage while calls are served: who follows them, and which are refused. */
@DualClientTest
class StageChangeTest extends Scene {

    StageChangeTest() {
        store = Stores.H2;
    }

    private final List<StageChange> told = new CopyOnWriteArrayList<>();

    private DualAuthleteApi listening() {
        return nodes.start(api -> api.stageListener(told::add));
    }

    @Test
    @Scenario("F11")
    void theOtherNodesFollow() {
        Stages one = listening().dualClient().stages();
        Stages other = listening().dualClient().stages();

        StageChange change = one.change(policy -> policy.withStage(Stage.DRAIN), "S is to be emptied");
        assertThat(one.policy().stage()).isEqualTo(Stage.DRAIN);
        assertThat(other.policy().stage()).isEqualTo(Stage.PRIMARY_FIRST);
        nodes.pass(Duration.ofSeconds(1));
        assertThat(other.policy().stage()).isEqualTo(Stage.DRAIN);
        assertThat(told).containsExactly(change, change);
        assertThat(other.lastChange()).isEqualTo(change);

        other.change(policy -> policy.withClient("4711", Stage.PRIMARY_FIRST), "this one is late");
        nodes.pass(Duration.ofSeconds(1));
        StagePolicy both = StagePolicy.of(Stage.DRAIN).withClient("4711", Stage.PRIMARY_FIRST);
        assertThat(one.policy()).isEqualTo(both);

        Stages restarted = nodes.restart(Stage.SECONDARY_FIRST).dualClient().stages();
        assertThat(restarted.policy()).as("whatever the settings say").isEqualTo(both);
        assertThat(restarted.lastChange().reason()).isEqualTo("this one is late");
    }

    @Test
    @Scenario("F11")
    void noRequestFailsWhileTheStageChanges() throws Exception {
        List<CallEvent> calls = new CopyOnWriteArrayList<>();
        DualAuthleteApi one =
                nodes.start(api -> api.stage(Stage.SECONDARY_FIRST).background(true));
        DualAuthleteApi other = nodes.start(
                api -> api.stage(Stage.SECONDARY_FIRST).background(true).listener(calls::add));
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService users = Executors.newFixedThreadPool(4);
        List<Future<Integer>> logins = new ArrayList<>();
        for (DualAuthleteApi api : List.of(one, other, one, other)) {
            logins.add(users.submit(() -> usersComeAndGo(new OAuth(api), client, done)));
        }
        for (Stage stage : List.of(Stage.SHADOW, Stage.PRIMARY_FIRST, Stage.DRAIN, Stage.SECONDARY_FIRST)) {
            one.dualClient().stages().change(policy -> policy.withStage(stage), "on the way");
            Awaitility.await()
                    .atMost(Patience.LONG)
                    .until(() -> !calls.isEmpty() && calls.get(calls.size() - 1).stage() == stage);
        }
        done.set(true);
        for (Future<Integer> login : logins) {
            assertThat(login.get(60, TimeUnit.SECONDS)).isPositive();
        }
        users.shutdown();
    }

    private static int usersComeAndGo(OAuth server, TestClient client, AtomicBoolean done) {
        int logins = 0;
        while (!done.get()) {
            Tokens first = server.login(client);
            Tokens second = Replay.accepted(server.refresh(client, first.refresh()));
            assertThat(server.isActive(second.access())).isTrue();
            logins++;
        }
        return logins;
    }

    @Test
    @Scenario("F11")
    void theLastKnownStageGoesOnWhileTheStoreIsDown() {
        AtomicBoolean down = new AtomicBoolean();
        Stages stages = nodes.start(api -> {}, store -> goingDown(store, down))
                .dualClient()
                .stages();
        stages.change(policy -> policy.withStage(Stage.DRAIN), "before");

        down.set(true);
        nodes.pass(Duration.ofSeconds(2));
        assertThat(stages.policy().stage()).isEqualTo(Stage.DRAIN);
        assertThatThrownBy(() -> stages.change(policy -> policy.withStage(Stage.PRIMARY_FIRST), "now"))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(stages.policy().stage()).isEqualTo(Stage.DRAIN);

        down.set(false);
        nodes.pass(Duration.ofSeconds(2));
        stages.change(policy -> policy.withStage(Stage.PRIMARY_FIRST), "now");
        assertThat(stages.policy().stage()).isEqualTo(Stage.PRIMARY_FIRST);
    }

    private static CustodyStore goingDown(CustodyStore store, AtomicBoolean down) {
        return (CustodyStore) java.lang.reflect.Proxy.newProxyInstance(
                StageChangeTest.class.getClassLoader(),
                new Class<?>[] {CustodyStore.class},
                (proxy, method, arguments) -> {
                    if (down.get() && !method.getName().equals("close")) {
                        throw new StoreUnavailableException("the test wants the store down");
                    }
                    return method.invoke(store, arguments);
                });
    }

    @Test
    @Scenario("F6")
    void theLastStageIsNotEnteredWhileTheSecondaryIsNeeded() {
        TestClient client = registered().atSecondary();
        DualAuthleteApi api = nodes.start();
        Stages stages = api.dualClient().stages();
        nodes.pass(Duration.ofSeconds(1));
        objects(stages, "calls of the secondary have been watched only since");

        nodes.pass(Duration.ofHours(25));
        assertThat(stages.objections(StagePolicy.of(Stage.PRIMARY_ONLY)))
                .noneMatch(objection -> objection.startsWith("Q12"));
        new OAuth(api).login(client);
        objects(stages, "the secondary still answers calls, the last one at ");
        DualAuthleteApi another = nodes.start();
        nodes.pass(Duration.ofSeconds(1));
        objects(another.dualClient().stages(), "the secondary still answers calls, the last one at ");

        nodes.pass(Duration.ofHours(25));
        api.deleteClient(client.id());
        objects(stages, "it is not declared whether a token migrator runs");
    }

    @Test
    @Scenario("F6")
    void theLastStageIsNotEnteredWithSomethingOwed() {
        TestClient client = registered().atBoth();
        DualAuthleteApi api = nodes.start();
        Tokens tokens = new OAuth(emulators.secondaryApi()).login(client);
        emulators.migrator().runOnce();
        nodes.pass(Duration.ofHours(25));
        emulators.secondary().faults().refuseConnections();
        new OAuth(api).revoke(client, tokens.access());
        Stages stages = api.dualClient().stages();
        objects(stages, "the outbox holds 1 blocking row and ");

        StageChange forced = stages.force(policy -> policy.withStage(Stage.PRIMARY_ONLY), "S is gone for good");
        assertThat(forced.forced()).isTrue();
        assertThat(stages.policy().stage()).isEqualTo(Stage.PRIMARY_ONLY);
        emulators.secondary().faults().clear();
        emulators.mark();
        nodes.pass(Duration.ofMinutes(2));
        assertThat(emulators.calls().secondary()).isNotEmpty();
        assertThat(api.dualClient().outbox().rows()).noneMatch(row -> row.side() == Side.SECONDARY && row.blocking());
        assertThat(new OAuth(emulators.secondaryApi()).isActive(tokens.access()))
                .isFalse();
        for (Stage back : List.of(Stage.DRAIN, Stage.PRIMARY_FIRST, Stage.SECONDARY_FIRST)) {
            stages.change(policy -> policy.withStage(back), "a step back needs no force");
            assertThat(new OAuth(api).isActive(tokens.access())).isFalse();
        }
    }

    private static void objects(Stages stages, String why) {
        StagePolicy before = stages.policy();
        assertThatExceptionOfType(StageRefusedException.class)
                .isThrownBy(() -> stages.change(policy -> policy.withStage(Stage.PRIMARY_ONLY), "it is time"))
                .satisfies(refused -> assertThat(refused.objections())
                        .anySatisfy(objection -> assertThat(objection).contains(why)))
                .withMessageStartingWith("the step to primary-only was refused, for Q")
                .withMessageEndingWith(": wait until that is over, or force it");
        assertThat(stages.policy()).isEqualTo(before);
    }

    @Test
    @Scenario("N34")
    void drainIsRefusedWhileAnExceptionStillUsesTheSecondary() {
        Stages stages = nodes.start().dualClient().stages();
        stages.change(StageRequest.because("the late ones")
                .by("alice")
                .client("4711", Stage.SECONDARY_FIRST)
                .client("4712", Stage.PRIMARY_ONLY)
                .canary(new Canary(Stage.PRIMARY_FIRST, 10))
                .force());

        assertThatExceptionOfType(StageRefusedException.class)
                .isThrownBy(() -> stages.change(policy -> policy.withStage(Stage.DRAIN), "it is time"))
                .withMessageStartingWith("the step to drain was refused, for other stages are set for some clients and"
                        + " still use the secondary (client 4711: secondary-first, a canary of 10 %: primary-first)");
        assertThat(stages.preview(StageRequest.because("try").stage(Stage.DRAIN))
                        .objections())
                .hasSize(1);

        StageChange cleared = stages.change(
                StageRequest.because("it is time").stage(Stage.DRAIN).clearExceptions());
        assertThat(cleared.to()).isEqualTo(StagePolicy.of(Stage.DRAIN));
        assertThat(stages.change(policy -> policy.withClient("4711", Stage.SHADOW), "a step back")
                        .to()
                        .clients())
                .hasSize(1);
    }

    @Test
    @Scenario("N42")
    void theNodesFollowTheirSettingsAgain() {
        Stages one = listening().dualClient().stages();
        Stages other = nodes.start(api -> api.stage(Stage.SHADOW)).dualClient().stages();
        assertThat(one.followsSettings()).isTrue();
        one.change(StageRequest.because("a try").by("alice").stage(Stage.SECONDARY_FIRST));
        nodes.pass(Duration.ofSeconds(1));
        assertThat(other.policy().stage()).isEqualTo(Stage.SECONDARY_FIRST);
        assertThat(other.followsSettings()).isFalse();
        assertThat(other.lastChange().by()).isEqualTo("alice");

        one.change(StageRequest.because("the try is over").by("bob").followSettings());
        nodes.pass(Duration.ofSeconds(1));
        assertThat(one.policy().stage()).isEqualTo(Stage.PRIMARY_FIRST);
        assertThat(other.policy().stage()).as("its own settings").isEqualTo(Stage.SHADOW);
        assertThat(other.followsSettings()).isTrue();
        Stages restarted = nodes.restart(Stage.SECONDARY_FIRST).dualClient().stages();
        assertThat(restarted.policy().stage()).isEqualTo(Stage.SECONDARY_FIRST);
        assertThat(restarted.lastChange().by()).isEqualTo("bob");
        assertThat(told).extracting(StageChange::by).containsExactly("alice", "bob");

        restarted.settingsChanged(StagePolicy.of(Stage.PRIMARY_FIRST));
        assertThat(restarted.policy().stage()).isEqualTo(Stage.PRIMARY_FIRST);
        assertThat(restarted.followsSettings()).as("still").isTrue();
    }

    @Test
    void aChangeNeedsAReason() {
        Stages stages = nodes.start().dualClient().stages();

        assertThatThrownBy(() -> stages.change(policy -> policy.withStage(Stage.DRAIN), " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the reason is empty: write why the stage changes");
        assertThat(stages.change(policy -> policy, "nothing to do").to()).isEqualTo(stages.policy());
        assertThat(stages.lastChange()).isNull();
        assertThat(stages.policy().clients()).isEqualTo(Map.of());
    }
}
