package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Canary;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StageChange;
import dev.dualclient.migration.StageListener;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.migration.Stages;
import dev.dualclient.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;

/** The properties that say how far the migration is, at start and afterwards. */
@ExtendWith(OutputCaptureExtension.class)
class StageRefreshTest {

    private final List<StageChange> told = new CopyOnWriteArrayList<>();
    private final Map<String, Object> changed = new ConcurrentHashMap<>();
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DualClientAutoConfiguration.class))
            .withInitializer(context ->
                    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("changed", changed)))
            .withBean(StageListener.class, () -> told::add)
            .withPropertyValues(
                    "dual-client.primary.base-url=http://localhost:1",
                    "dual-client.primary.service-id=42",
                    "dual-client.primary.access-token=an-access-token",
                    "dual-client.secondary.base-url=http://localhost:2",
                    "dual-client.secondary.api-key=42",
                    "dual-client.secondary.api-secret=an-api-secret",
                    "dual-client.stage=secondary-first",
                    "dual-client.maintenance=true",
                    "dual-client.clients.4711.stage=primary-first",
                    "dual-client.clients.4712.secret-migrated=true",
                    "dual-client.canary.stage=drain",
                    "dual-client.canary.percent=5");

    @Test
    void allThatIsSaidOfStagesHoldsFromTheStart() {
        application.run(context -> {
            Stages stages = context.getBean(DualAuthleteApi.class).dualClient().stages();
            assertThat(stages.policy())
                    .isEqualTo(new StagePolicy(
                            Stage.SECONDARY_FIRST,
                            true,
                            Map.of("4711", Stage.PRIMARY_FIRST),
                            new Canary(Stage.DRAIN, 5)));
            assertThat(stages.lastChange()).isNull();
        });
    }

    @Test
    @Scenario("F11")
    void aPropertyThatChangesIsFollowed() {
        application.run(context -> {
            Stages stages = context.getBean(DualAuthleteApi.class).dualClient().stages();
            stages.change(policy -> policy.withMaintenance(false), "by hand");

            changed.put("dual-client.stage", "shadow");
            changed.put("dual-client.clients.4713.stage", "drain");

            await(() -> told.size() == 2); // listeners hear of it after it holds
            assertThat(stages.policy())
                    .isEqualTo(new StagePolicy(
                            Stage.SHADOW,
                            false,
                            Map.of("4711", Stage.PRIMARY_FIRST, "4713", Stage.DRAIN),
                            new Canary(Stage.DRAIN, 5)));
            assertThat(told)
                    .extracting(StageChange::reason)
                    .containsExactly("by hand", "the settings of a running node have changed");
        });
    }

    @Test
    void aChangeThatCannotBeFollowedIsToldOnceAndLeavesEverythingAsItWas(CapturedOutput output) {
        application.run(context -> {
            Stages stages = context.getBean(DualAuthleteApi.class).dualClient().stages();
            changed.put("dual-client.stage", "primary-only");
            await(() -> output.getAll().contains("the step to primary-only was refused"));
            assertThat(stages.policy().stage()).isEqualTo(Stage.SECONDARY_FIRST);

            changed.put("dual-client.stage", "tertiary-first");
            await(() -> output.getAll().contains("Failed to bind properties under 'dual-client.stage'"));
            changed.put("dual-client.stage", "primary-first");
            await(() -> stages.policy().stage() == Stage.PRIMARY_FIRST);

            assertThat(output.getAll().split("are not followed", -1)).hasSize(3);
        });
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition::getAsBoolean);
    }
}
