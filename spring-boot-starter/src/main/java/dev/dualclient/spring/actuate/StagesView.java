package dev.dualclient.spring.actuate;

import dev.dualclient.migration.Canary;
import dev.dualclient.migration.StagePolicy;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far the migration is, as the endpoint shows it. */
record StagesView(
        String stage,
        boolean maintenance,
        Map<String, String> clients,
        @Nullable Share canary) {

    record Share(String stage, double percent) {}

    static StagesView of(StagePolicy policy) {
        Map<String, String> clients = new TreeMap<>();
        policy.clients().forEach((client, stage) -> clients.put(client, stage.text()));
        Canary canary = policy.canary();
        return new StagesView(
                policy.stage().text(),
                policy.maintenance(),
                clients,
                canary == null ? null : new Share(canary.stage().text(), canary.percent()));
    }
}
