package dev.dualclient.spring.actuate;

import dev.dualclient.migration.inventory.ClientComparison;
import dev.dualclient.migration.inventory.ClientState;
import dev.dualclient.migration.inventory.InventoryReport;
import dev.dualclient.migration.report.Rendering;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A comparison as it is shown: how many clients are in each state, and those of which something is to be told. */
final class InventoryView {

    private static final int SHOWN = 1000;

    private InventoryView() {}

    static Map<String, Object> of(InventoryReport report) {
        List<ClientComparison> told = report.clients().stream()
                .filter(client -> client.state() != ClientState.SAME)
                .limit(SHOWN)
                .toList();
        Map<String, Object> shown = new LinkedHashMap<>();
        Map<String, Object> counts = new LinkedHashMap<>();
        report.counts().forEach((state, count) -> counts.put(Rendering.kebab(state), count));
        shown.put("counts", counts);
        shown.putAll(Rendering.map(new InventoryReport(
                report.at(),
                report.primary(),
                report.secondary(),
                report.service(),
                report.keys(),
                told,
                report.durations(),
                report.longestRefreshToken())));
        shown.put("advice", advice(told));
        return shown;
    }

    private static Map<String, Object> advice(List<ClientComparison> clients) {
        Map<String, Object> advice = new LinkedHashMap<>();
        clients.forEach(client -> {
            String what = client.advice();
            if (what != null) {
                advice.put(client.clientId(), what);
            }
        });
        return advice;
    }
}
