package dev.dualclient.spring.actuate;

import dev.dualclient.migration.Canary;
import dev.dualclient.migration.StageChange;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.migration.Stages;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far the migration is, as the endpoint shows it.
 *
 * @param exceptions the clients that have another stage than the default, in words
 * @param followsSettings whether this node follows its settings, because nothing was changed at run time, or no more
 * @param settings what the settings of this node say
 * @param lastChange the last change at run time, {@code null} if there was none
 */
record StagesView(
        String stage,
        boolean maintenance,
        Map<String, String> clients,
        @Nullable Share canary,
        List<String> exceptions,
        boolean followsSettings,
        String settings,
        @Nullable Change lastChange) {

    record Share(String stage, double percent) {}

    /** Who changed what, from what, to what, when and why. */
    record Change(
            String by,
            String from,
            String to,
            String at,
            String reason,
            boolean forced,
            List<String> overridden,
            List<String> warnings) {

        static Change of(StageChange change) {
            return new Change(
                    change.by(),
                    change.from().toString(),
                    change.to().toString(),
                    change.at().toString(),
                    change.reason(),
                    change.forced(),
                    change.overridden(),
                    change.warnings());
        }
    }

    static StagesView of(Stages stages) {
        StagePolicy policy = stages.policy();
        StageChange last = stages.lastChange();
        return new StagesView(
                policy.stage().text(),
                policy.maintenance(),
                clients(policy),
                share(policy),
                policy.exceptions(),
                stages.followsSettings(),
                stages.settings().toString(),
                last == null ? null : Change.of(last));
    }

    static Map<String, String> clients(StagePolicy policy) {
        Map<String, String> clients = new TreeMap<>();
        policy.clients().forEach((client, stage) -> clients.put(client, stage.text()));
        return clients;
    }

    static @Nullable Share share(StagePolicy policy) {
        Canary canary = policy.canary();
        return canary == null ? null : new Share(canary.stage().text(), canary.percent());
    }
}
