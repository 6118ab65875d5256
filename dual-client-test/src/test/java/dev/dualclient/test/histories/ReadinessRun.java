package dev.dualclient.test.histories;

import dev.dualclient.custody.MemoryStore;
import dev.dualclient.migration.readiness.Check;
import dev.dualclient.migration.readiness.ExternalFacts;
import dev.dualclient.migration.readiness.ReadinessReport;
import dev.dualclient.test.histories.History.End;
import dev.dualclient.test.histories.world.EngineNode;
import dev.dualclient.test.histories.world.InProcessSite;
import dev.dualclient.test.histories.world.Scene;
import dev.dualclient.test.histories.world.Scene.Oddity;
import dev.dualclient.test.histories.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plays migrations. As soon as the answer is that the secondary can be switched off, it is, and all that was ever handed out
 * has to be answered as if it were still there.
 */
final class ReadinessRun {

    private final @Nullable Check ignored;
    private boolean left;
    private boolean boundBroken;
    private @Nullable Instant bound;
    private List<String> objections = List.of();

    /**
     * Creates a run.
     *
     * @param ignored the check that is not asked for, {@code null} to ask for all
     */
    ReadinessRun(@Nullable Check ignored) {
        this.ignored = ignored;
    }

    /** Plays one; returns where it ended if something was not true. */
    Optional<End> play(History history) {
        left = false;
        boundBroken = false;
        bound = null;
        objections = List.of();
        InProcessSite site = new InProcessSite(history.scene());
        ExternalFacts facts = facts(history.scene());
        return history.play(
                (ways, stage) -> new EngineNode(ways, stage, facts),
                site,
                new MemoryStore(100_000, site.time()),
                world -> world.leavesOn(report -> leaves(world, report)));
    }

    /** The keys of the backends differ, so what the secondary has signed has to expire. */
    private static ExternalFacts facts(Scene scene) {
        return new ExternalFacts() {
            @Override
            public Duration idTokenLife() {
                return Duration.ofHours(1);
            }

            @Override
            public Boolean signsAccessTokens() {
                return scene.is(Oddity.JWT_ACCESS_TOKENS);
            }
        };
    }

    private boolean leaves(World world, ReadinessReport report) {
        boolean safe = report.findings().stream().allMatch(finding -> finding.isFine() || finding.check() == ignored);
        if (world.peace()) {
            boundBroken |= !safe && bound != null && report.at().isAfter(bound);
            bound = report.bound();
        }
        left |= safe;
        objections = report.objections();
        return safe;
    }

    /** Whether the secondary was switched off in the last one. */
    boolean left() {
        return left;
    }

    /** What spoke against it when it was last asked in the last one. */
    List<String> objections() {
        return objections;
    }

    /** Whether a date by which it could be was not kept in the last one. */
    boolean boundBroken() {
        return boundBroken;
    }
}
