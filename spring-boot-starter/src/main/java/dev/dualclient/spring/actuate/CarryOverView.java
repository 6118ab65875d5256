package dev.dualclient.spring.actuate;

import dev.dualclient.migration.carryover.CarryOverState;
import dev.dualclient.migration.carryover.CarryReason;
import dev.dualclient.migration.carryover.SelfTestReport;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How carry-over stands on this node, as the endpoint shows it. */
record CarryOverView(
        boolean enabled,
        String state,
        String selfTest,
        int queue,
        Map<String, Long> results,
        Map<String, Reason> reasons,
        List<Client> clients,
        Collection<String> pausedClients) {

    /** Why rows were not carried over, and how many. */
    record Reason(long rows, String words) {}

    /** A client with many rows. */
    record Client(String id, long carried, long others, Map<String, Long> reasons) {

        static Client of(CarryOverState.Client client) {
            Map<String, Long> reasons = new TreeMap<>();
            client.reasons().forEach((reason, rows) -> reasons.put(reason.id(), rows));
            return new Client(client.id(), client.carried(), client.others(), reasons);
        }
    }

    static CarryOverView of(CarryOverState state) {
        Map<String, Long> results = new TreeMap<>();
        state.results().forEach((outcome, rows) -> results.put(outcome.id(), rows));
        Map<String, Reason> reasons = new TreeMap<>();
        for (CarryReason reason : CarryReason.values()) {
            long rows = state.reasons().getOrDefault(reason, 0L);
            if (rows > 0) {
                reasons.put(reason.id(), new Reason(rows, reason.words()));
            }
        }
        return new CarryOverView(
                state.enabled(),
                state.enabled() ? state.words() : "off",
                Kebab.of(state.selfTest()),
                state.queue(),
                results,
                reasons,
                state.clients().stream().map(Client::of).toList(),
                state.pausedClients());
    }

    /** Returns what a self-test has found. */
    static Map<String, Object> of(SelfTestReport report) {
        return Map.of("passed", report.passed(), "at", report.at(), "checks", report.checks());
    }
}
