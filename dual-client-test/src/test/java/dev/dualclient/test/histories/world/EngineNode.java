package dev.dualclient.test.histories.world;

import dev.dualclient.DualClient;
import dev.dualclient.DualClientBuilder;
import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Classifier;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.migration.Migrator;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.migration.carryover.CarryOverSettings;
import dev.dualclient.migration.readiness.ExternalFacts;
import dev.dualclient.migration.readiness.ReadinessReport;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.KillConfirm;
import dev.dualclient.test.histories.truth.App;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node with Dual Client. */
public final class EngineNode implements Node {

    private static final Logger LOG = LoggerFactory.getLogger(EngineNode.class);

    private static final Classifier CLASSIFIER = new Classifier(Set.of());

    private static final int PAGE = 3;

    private final DualClient client;

    /** Starts a node. */
    public EngineNode(Ways ways, Stage stage) {
        this(ways, stage, ExternalFacts.UNKNOWN);
    }

    /** Starts a node that is told something of the secondary. */
    public EngineNode(Ways ways, Stage stage, ExternalFacts facts) {
        client = carrying(DualClient.builder(), ways)
                .primary(guarded(Side.PRIMARY, ways))
                .secondary(guarded(Side.SECONDARY, ways))
                .custody(ways.custody())
                .killConfirm(ways.isConfirmedOnceWritten() ? KillConfirm.DURABLE : KillConfirm.STRICT)
                .background(false)
                .executor(ways.second())
                .background(false)
                .time(ways.time())
                .stage(stage)
                .readiness(settings -> settings.withAccept(Set.of("lists-expired")))
                .externalFacts(facts)
                .scanPage(PAGE)
                .build();
        stage(stage); // a change that is kept goes before the settings
    }

    private static DualClientBuilder carrying(DualClientBuilder builder, Ways ways) {
        return ways.isCarriedOver()
                ? builder.migrator(Migrator.NONE)
                        .carryOver(carry -> carry.withEnabled(true)
                                .withSelfTest(CarryOverSettings.SelfTest.SKIP)
                                .withTidyAfter(ways.isTidied() ? CarryOverSettings.SOONEST_TIDY : null))
                : builder.migrator(Migrator.EXTERNAL);
    }

    private static GuardedBackend guarded(Side side, Ways ways) {
        return new GuardedBackend(side, ways.to(side), CLASSIFIER, ways.time());
    }

    @Override
    public @Nullable ApiResponse call(ApiCall call) {
        return client.execute(call).answer();
    }

    @Override
    public void carryOver(String access, @Nullable String refresh) {
        try {
            client.carryOver().carry(access, refresh);
        } catch (StoreUnavailableException down) {
            LOG.debug("nothing is carried over: {}", down.getMessage());
        }
    }

    @Override
    public void tick() {
        client.tick();
    }

    @Override
    public void stage(Stage next) {
        change(policy -> StagePolicy.of(next));
    }

    @Override
    public void stage(App app, Stage next) {
        change(policy -> policy.withClient(Long.toString(app.id()), next));
    }

    private void change(UnaryOperator<StagePolicy> next) {
        try {
            client.stages().force(next, "a step of the history");
        } catch (StoreUnavailableException down) {
            LOG.debug("the stage stays {}: {}", client.stage(), down.getMessage());
        }
    }

    @Override
    public Stage stage() {
        return client.stage();
    }

    @Override
    public @Nullable ReadinessReport readiness() {
        try {
            client.readiness().scan();
            return client.readiness().report();
        } catch (StoreUnavailableException down) {
            LOG.debug("nothing can be said: {}", down.getMessage());
            return null;
        }
    }

    @Override
    public void migratorFinished() {
        try {
            client.readiness().migratorFinished("the history", "a step of it");
        } catch (StoreUnavailableException down) {
            LOG.debug("the migrator is not declared finished: {}", down.getMessage());
        }
    }

    @Override
    public Set<Stage> stages() {
        StagePolicy policy = client.stages().policy();
        EnumSet<Stage> stages = EnumSet.of(policy.stage());
        stages.addAll(policy.clients().values());
        return stages;
    }
}
