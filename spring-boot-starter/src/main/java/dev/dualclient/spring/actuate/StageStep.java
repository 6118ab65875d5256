package dev.dualclient.spring.actuate;

import dev.dualclient.DualClient;
import dev.dualclient.migration.Canary;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StageChange;
import dev.dualclient.migration.StagePolicy;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A change of the stage that an operator asks for: for all, for one client, for a share of them, or a pause.
 *
 * @param stage the stage, {@code default} to give a client that of the others
 * @param client whose stage is meant, {@code null} for all
 * @param percent how many of a hundred clients are meant, {@code null} for all
 * @param maintenance whether there is to be maintenance, {@code null} if that stays as it is
 */
record StageStep(
        @Nullable String stage,
        @Nullable String client,
        @Nullable Double percent,
        @Nullable Boolean maintenance) {

    private static final String OF_THE_OTHERS = "default";

    StageChange make(DualClient engine, String reason, boolean force) {
        UnaryOperator<StagePolicy> step = step();
        return force ? engine.stages().force(step, reason) : engine.stages().change(step, reason);
    }

    private UnaryOperator<StagePolicy> step() {
        if (stage == null && maintenance == null) {
            throw new InvalidRequestException("stage is missing: write primary-first, say");
        }
        UnaryOperator<StagePolicy> first = stage == null ? policy -> policy : toStage(stage);
        return policy -> {
            StagePolicy next = first.apply(policy);
            return maintenance == null ? next : next.withMaintenance(maintenance);
        };
    }

    private UnaryOperator<StagePolicy> toStage(String text) {
        if (client != null && percent != null) {
            throw new InvalidRequestException("client and percent exclude one another: write one of them");
        }
        if (client != null) {
            Stage own = text.equals(OF_THE_OTHERS) ? null : read(text);
            return policy -> policy.withClient(client, own);
        }
        Stage next = read(text);
        if (percent != null) {
            Canary canary = percent == 0 ? null : new Canary(next, percent);
            return policy -> policy.withCanary(canary);
        }
        return policy -> policy.withStage(next);
    }

    private static Stage read(String text) {
        return Kebab.read(Stage.class, "stage", text);
    }
}
