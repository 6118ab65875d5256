package dev.dualclient.spring.actuate;

import dev.dualclient.migration.StageChange;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.migration.StagePreview;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a requested change of the stage, or what would come of it.
 *
 * @param stage the default stage afterwards, as are the fields that follow
 * @param exceptions the clients that have another stage than the default, in words
 * @param dryRun whether nothing was changed
 * @param from what held before, in words
 * @param to what holds afterwards, in words
 * @param objections what speaks against the change: of a dry run, why it would be refused; of a forced change, what was
 *     overridden
 * @param warnings what the operator should know
 */
record StageAnswer(
        String stage,
        boolean maintenance,
        Map<String, String> clients,
        StagesView.@Nullable Share canary,
        List<String> exceptions,
        boolean dryRun,
        String from,
        String to,
        List<String> objections,
        List<String> warnings) {

    static StageAnswer of(StageChange change) {
        return of(false, change.from(), change.to(), change.overridden(), change.warnings());
    }

    static StageAnswer of(StagePreview preview) {
        return of(true, preview.from(), preview.to(), preview.objections(), preview.warnings());
    }

    private static StageAnswer of(
            boolean dryRun, StagePolicy from, StagePolicy to, List<String> objections, List<String> warnings) {
        return new StageAnswer(
                to.stage().text(),
                to.maintenance(),
                StagesView.clients(to),
                StagesView.share(to),
                to.exceptions(),
                dryRun,
                from.toString(),
                to.toString(),
                objections,
                warnings);
    }
}
