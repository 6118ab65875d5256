package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.TokenRequest;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.CanaryGuard;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StageChange;
import dev.dualclient.migration.StageRequest;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.TestClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A canary that ends worse than the others steps back by itself, once. */
@DualClientTest
class CanaryGuardTest extends Scene {

    private static final int CALLS = 110;

    private final List<StageChange> told = new CopyOnWriteArrayList<>();

    private DualAuthleteApi guarded(CanaryGuard.Action action) {
        return nodes.start(
                api -> api.stage(Stage.SECONDARY_FIRST).canaryGuard(action).stageListener(told::add));
    }

    /** Lets both clients ask for tokens, and returns how many times there was no answer. */
    private static int failures(DualAuthleteApi api, TestClient... clients) {
        int failed = 0;
        for (int call = 0; call < CALLS; call++) {
            for (TestClient each : clients) {
                try {
                    api.token(new TokenRequest()
                            .setClientId(String.valueOf(each.id()))
                            .setClientSecret(each.secret())
                            .setParameters("grant_type=client_credentials"));
                } catch (AuthleteApiException unavailable) {
                    failed++;
                }
            }
        }
        return failed;
    }

    @Test
    @Scenario("F12")
    void aCanaryWhoseCallsFailStepsBackAndTheErrorsEnd() {
        DualAuthleteApi api = guarded(CanaryGuard.Action.STEP_BACK);
        TestClient other = nodes.declared(registered().atBoth());
        api.dualClient()
                .stages()
                .change(StageRequest.because("a canary").client(String.valueOf(client.id()), Stage.PRIMARY_FIRST));
        told.clear();
        emulators.primary().faults().on("auth-token").answer(500);

        assertThat(failures(api, client, other)).isPositive();
        nodes.pass(Duration.ofSeconds(1));

        assertThat(told).singleElement().satisfies(change -> {
            assertThat(change.by()).isEqualTo("canary-guard");
            assertThat(change.reason()).contains("calls without an answer: ", "% of 110 calls that 3.0 leads");
            assertThat(change.to().isSame()).isTrue();
        });
        assertThat(failures(api, client, other)).isZero();
        emulators.primary().faults().clear();
        nodes.pass(Duration.ofMinutes(5));
        assertThat(told).as("it does not step forward again").hasSize(1);
    }

    @Test
    @Scenario("F14")
    void whereBothSufferNobodyStepsBack() {
        DualAuthleteApi api = guarded(CanaryGuard.Action.STEP_BACK);
        TestClient other = nodes.declared(registered().atBoth());
        api.dualClient()
                .stages()
                .change(StageRequest.because("a canary").client(String.valueOf(client.id()), Stage.PRIMARY_FIRST));
        told.clear();
        emulators.primary().faults().on("auth-token").answer(500);
        emulators.secondary().faults().on("auth-token").answer(500);

        assertThat(failures(api, client, other)).isGreaterThan(CALLS);
        nodes.pass(Duration.ofSeconds(1));

        assertThat(told).isEmpty();
    }

    @Test
    @Scenario("F12")
    void withoutTheGuardNothingIsDone() {
        DualAuthleteApi api = guarded(CanaryGuard.Action.OFF);
        TestClient other = nodes.declared(registered().atBoth());
        api.dualClient()
                .stages()
                .change(StageRequest.because("a canary").client(String.valueOf(client.id()), Stage.PRIMARY_FIRST));
        told.clear();
        emulators.primary().faults().on("auth-token").answer(500);

        failures(api, client, other);
        nodes.pass(Duration.ofSeconds(1));

        assertThat(told).isEmpty();
    }
}
