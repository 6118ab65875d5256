package dev.dualclient.migration.inventory;

import dev.dualclient.migration.report.Rendering;
import java.util.Locale;
import java.util.stream.Collectors;

/** Comparisons, plans and their results as text for a terminal. {@link Rendering#json} writes them as JSON. */
public final class InventoryText {

    private static final String LINE = System.lineSeparator();
    private static final int SHOWN = 100;

    private InventoryText() {}

    /** Returns a comparison: how many clients are in each state, what differs, and what to do. */
    public static String of(InventoryReport report) {
        StringBuilder text = new StringBuilder();
        list(text, "3.0", report.primary());
        list(text, "2.3", report.secondary());
        report.counts()
                .forEach((state, count) ->
                        text.append(String.format(Locale.ROOT, "%7d  %s%n", count, Rendering.kebab(state))));
        String settings = report.service().differences().stream()
                .filter(field -> field.severity() != Severity.NEW)
                .map(field -> field.field() + (field.severity() == Severity.MUST_MATCH ? " (must match)" : ""))
                .collect(Collectors.joining(", "));
        text.append("settings, by ")
                .append(Rendering.kebab(report.service().basis()))
                .append(": ")
                .append(settings.isEmpty() ? "nothing differs that matters" : settings)
                .append(LINE);
        report.clients().stream()
                .filter(client -> client.advice() != null)
                .limit(SHOWN)
                .forEach(client -> text.append(client.clientId())
                        .append(": ")
                        .append(Rendering.kebab(client.state()))
                        .append(fields(client))
                        .append("; ")
                        .append(client.advice())
                        .append(LINE));
        return text.toString();
    }

    /** Returns a comparison of consents: a line for each client, and of how many users nothing is known. */
    public static String of(ConsentReport report) {
        StringBuilder text = new StringBuilder();
        report.clients().forEach(client -> consents(text, client, ""));
        report.clientsMissing()
                .forEach(client -> consents(text, client, "; the primary lacks the client: run import-clients first"));
        text.append("users of whom nothing is known: ")
                .append(report.unknown())
                .append(" in the token lists, and all without a token")
                .append(LINE);
        if (report.problem() != null) {
            text.append("not complete: ").append(report.problem()).append(LINE);
        }
        return text.toString();
    }

    private static void consents(StringBuilder text, ClientConsents client, String end) {
        text.append(String.format(
                Locale.ROOT,
                "%s: %d equal, %d only at secondary, %d only at primary, %d different, %d at neither, %d unknown%s%n",
                client.clientId(),
                client.equal(),
                client.onlyAtSecondary(),
                client.onlyAtPrimary(),
                client.different(),
                client.neither(),
                client.unknown(),
                end));
    }

    private static void list(StringBuilder text, String name, ListView view) {
        text.append(name)
                .append(": ")
                .append(view.seen())
                .append(" clients")
                .append(view.complete() ? "" : ", not complete: " + view.problem())
                .append(view.isPartial() ? ", of " + view.counted() : "")
                .append(LINE);
    }

    private static String fields(ClientComparison client) {
        String fields = client.differences().stream()
                .filter(field -> field.severity() != Severity.NEW)
                .map(FieldDifference::field)
                .collect(Collectors.joining(", "));
        return fields.isEmpty() ? "" : " (" + fields + ")";
    }

    /** Returns a plan: what is done and lost for each client, or why nothing is. */
    public static String of(RepairPlan plan) {
        StringBuilder text = new StringBuilder("plan " + plan.id() + LINE);
        for (PlanStep step : plan.steps()) {
            text.append(step.client()).append(LINE);
            step.actions().forEach(action -> text.append("  ").append(action).append(LINE));
            step.losses().forEach(loss -> text.append("  lost: ").append(loss).append(LINE));
            if (step.refusal() != null) {
                text.append("  not done: ").append(step.refusal()).append(LINE);
            }
        }
        return plan.steps().isEmpty() ? text + "nothing is to be done" + LINE : text.toString();
    }

    /** Returns what came of a plan, a line for each client. */
    public static String of(RepairReport report) {
        return report.steps().stream()
                .map(step -> step.client() + ": " + Rendering.kebab(step.result()) + ", " + step.detail() + LINE)
                .collect(Collectors.joining());
    }
}
