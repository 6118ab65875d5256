package dev.dualclient.spring.actuate;

import dev.dualclient.DualClient;
import dev.dualclient.migration.inventory.Repair;
import dev.dualclient.migration.inventory.RepairPlan;
import dev.dualclient.migration.inventory.RepairReport;
import dev.dualclient.migration.inventory.RepairRequest;
import dev.dualclient.migration.report.Rendering;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an operator asks of the inventory: to compare, to plan a repair, or to apply a plan. Spring Boot reads texts alone
 * from the body of a request, so several clients are one text with commas.
 *
 * @param action {@code compare}, {@code consents}, or the name of a repair
 * @param clients whose; all that it applies to if absent
 * @param accept the clients of which an import may lose a name
 * @param forceClients the clients whose secret may be replaced although the primary has authenticated them
 * @param keepAlias the clients of which an import keeps the alias
 * @param includeKeys whether private keys may be read
 * @param dryRun whether only a plan is made, which is so unless {@code false}
 * @param plan the id of the plan to be applied
 */
record MigrationStep(
        @Nullable String action,
        @Nullable String clients,
        @Nullable String accept,
        @Nullable String forceClients,
        @Nullable String keepAlias,
        @Nullable Boolean includeKeys,
        @Nullable Boolean dryRun,
        @Nullable String plan) {

    private static final String COMPARE = "compare";
    private static final String CONSENTS = "consents";
    private static final Pattern SEPARATORS = Pattern.compile("\\s*,\\s*|\\s+");

    /** What came of it, and what is told to audit; nothing if nothing was changed. */
    record Outcome(Map<String, Object> shown, @Nullable String event, Map<String, Object> data) {}

    Outcome make(DualClient engine, @Nullable String reason) {
        if (action == null) {
            throw new InvalidRequestException(
                    "action is missing: write compare, consents, repair-secrets, repair-metadata,"
                            + " repair-settings, import-clients or discard-imports");
        } else if (action.equals(COMPARE)) {
            return new Outcome(InventoryView.of(engine.inventory().compare()), null, Map.of());
        } else if (action.equals(CONSENTS)) {
            return new Outcome(Rendering.map(engine.inventory().consents()), null, Map.of());
        }
        RepairRequest request = new RepairRequest(
                Kebab.read(Repair.class, "action", action, List.of(COMPARE, CONSENTS)),
                set(clients),
                set(accept),
                set(forceClients),
                set(keepAlias),
                Boolean.TRUE.equals(includeKeys));
        if (!Boolean.FALSE.equals(dryRun)) {
            RepairPlan made = engine.inventory().plan(request);
            return new Outcome(Rendering.map(made), null, Map.of());
        }
        if (plan == null || plan.isBlank()) {
            throw new InvalidRequestException(
                    "plan is missing: ask with dryRun true first, read the plan, and write its id");
        } else if (reason == null || reason.isBlank()) {
            throw new InvalidRequestException("reason is missing: write why; it goes to log and audit");
        }
        RepairReport report = engine.inventory().apply(plan, request, reason.strip());
        return new Outcome(
                Rendering.map(report),
                "DUAL_CLIENT_INVENTORY_" + request.repair().name(),
                new TreeMap<>(Map.of(
                        "plan", plan,
                        "reason", report.reason(),
                        "steps",
                                report.steps().stream()
                                        .map(step -> step.client() + " " + Rendering.kebab(step.result()))
                                        .toList())));
    }

    private static Set<String> set(@Nullable String names) {
        return names == null || names.isBlank()
                ? Set.of()
                : new TreeSet<>(Arrays.asList(SEPARATORS.split(names.strip())));
    }
}
