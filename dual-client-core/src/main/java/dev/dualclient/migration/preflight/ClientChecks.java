package dev.dualclient.migration.preflight;

import dev.dualclient.migration.Migrator;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.inventory.ClientComparison;
import dev.dualclient.migration.inventory.ClientState;
import dev.dualclient.migration.inventory.InventoryReport;
import dev.dualclient.migration.inventory.ListView;
import dev.dualclient.migration.inventory.SecretComparison;
import dev.dualclient.migration.report.CheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the primary has the clients of the secondary, with their secrets. Stateless. */
final class ClientChecks {

    private static final int NAMED = 10;
    private static final String UNREAD = "make all clients readable at both backends, and run the preflight again";

    private ClientChecks() {}

    static List<CheckResult> of(Observed seen) {
        return List.of(clients(seen), secrets(seen), migrator(seen));
    }

    private static CheckResult clients(Observed seen) {
        String id = "clients";
        InventoryReport inventory = seen.inventory();
        if (inventory == null) {
            return CheckResult.unknown(id, "the clients of a backend could not be read", UNREAD);
        } else if (!inventory.isWhole()) {
            return CheckResult.unknown(id, "not all clients could be seen: " + problem(inventory), UNREAD);
        }
        List<ClientComparison> missing = new ArrayList<>(inventory.in(ClientState.ONLY_AT_SECONDARY));
        missing.addAll(inventory.in(ClientState.PENDING_IMPORT));
        List<ClientComparison> unlocked = inventory.clients().stream()
                .filter(client -> client.differsIn("locked"))
                .toList();
        if (!unlocked.isEmpty()) {
            return CheckResult.fail(
                    id,
                    "locked at one backend alone: " + named(unlocked),
                    "run repair-metadata, which locks at 3.0 what is locked at 2.3");
        }
        List<ClientComparison> drained =
                missing.stream().filter(client -> isDrained(client, seen)).toList();
        if (!drained.isEmpty()) {
            return CheckResult.fail(
                    id,
                    "not at 3.0, where alone they may begin anything: " + named(drained),
                    "import them, or set dual-client.clients.<id>.stage: secondary-first");
        }
        return differing(inventory, missing);
    }

    private static CheckResult differing(InventoryReport inventory, List<ClientComparison> missing) {
        List<String> evidence = new ArrayList<>();
        add(evidence, missing, "not at 3.0");
        add(evidence, inventory.in(ClientState.ALIAS_PAIR), "at 3.0 by another id, so that no migrator matches them");
        add(
                evidence,
                inventory.clients().stream()
                        .filter(ClientComparison::mustChange)
                        .toList(),
                "different in fields that must match");
        return evidence.isEmpty()
                ? CheckResult.ok("clients", inventory.clients().size() + " clients, none of which differs")
                : CheckResult.warn(
                        "clients",
                        String.join("; ", evidence),
                        "read the inventory, then import or repair them before drain");
    }

    private static void add(List<String> evidence, List<ClientComparison> clients, String what) {
        if (!clients.isEmpty()) {
            evidence.add(clients.size() + " " + what + ": " + named(clients));
        }
    }

    private static String problem(InventoryReport inventory) {
        for (ListView view : List.of(inventory.primary(), inventory.secondary())) {
            if (view.problem() != null) {
                return view.problem();
            }
        }
        return inventory.primary().isPartial()
                ? "the access token of 3.0 may not view all"
                : "3.0 does not tell how many there are";
    }

    private static boolean isDrained(ClientComparison client, Observed seen) {
        Stage stage = stage(client, seen);
        return stage == Stage.DRAIN || stage == Stage.PRIMARY_ONLY;
    }

    private static Stage stage(ClientComparison client, Observed seen) {
        List<String> names =
                client.alias() == null ? List.of(client.clientId()) : List.of(client.clientId(), client.alias());
        return seen.own().policy().of(names);
    }

    private static CheckResult secrets(Observed seen) {
        String id = "clients.secret";
        InventoryReport inventory = seen.inventory();
        if (inventory == null || !inventory.secondary().complete()) {
            return CheckResult.unknown(id, "the clients of a backend could not be read", UNREAD);
        }
        List<ClientComparison> different = inventory.clients().stream()
                .filter(client -> client.secret() == SecretComparison.DIFFERENT)
                .filter(client -> stage(client, seen) != Stage.SECONDARY_FIRST)
                .toList();
        List<ClientComparison> failing = different.stream()
                .filter(client ->
                        isDrained(client, seen) || seen.own().secretMigrated().contains(client.clientId()))
                .toList();
        if (!failing.isEmpty()) {
            return CheckResult.fail(
                    id,
                    "3.0 has another secret, and their logins begin there: " + named(failing),
                    "run repair-secrets, or set dual-client.clients.<id>.stage: secondary-first");
        } else if (!different.isEmpty()) {
            return CheckResult.warn(
                    id,
                    "3.0 has another secret, so their logins begin at 2.3: " + named(different),
                    "run repair-secrets before drain, or set dual-client.clients.<id>.stage: secondary-first");
        }
        List<ClientComparison> hidden = inventory.clients().stream()
                .filter(client -> client.secret() == SecretComparison.HIDDEN)
                .filter(client -> !seen.own().secretMigrated().contains(client.clientId()))
                .toList();
        return hidden.isEmpty()
                ? CheckResult.ok(id, "no client has another secret at 3.0")
                : CheckResult.warn(
                        id,
                        "a backend does not show the secrets of " + named(hidden),
                        "wait for their next token request, or declare dual-client.clients.<id>.secret-migrated");
    }

    private static CheckResult migrator(Observed seen) {
        String id = "migrator";
        InventoryReport inventory = seen.inventory();
        Migrator declared = seen.own().migrator();
        if (inventory == null || !inventory.primary().complete()) {
            return CheckResult.unknown(id, "the clients of 3.0 could not be read", UNREAD);
        }
        long flagged = inventory.clients().stream()
                .filter(ClientComparison::synchronised)
                .count();
        String evidence = flagged + " clients of 3.0 are flagged for a migrator (inScopeForTokenMigration)";
        return switch (declared) {
            case UNDECLARED ->
                CheckResult.warn(
                        id,
                        "dual-client.migrator is not set; " + evidence,
                        "set dual-client.migrator to external if tokens are copied, and to none if they are not");
            case NONE ->
                flagged > 0
                        ? CheckResult.warn(
                                id,
                                "dual-client.migrator is none, and " + evidence,
                                "set it to external, or take the flag away")
                        : CheckResult.ok(id, "there is none, and no client is flagged for one");
            case EXTERNAL ->
                flagged == 0
                        ? CheckResult.warn(
                                id,
                                "dual-client.migrator is external, and no client is flagged for one",
                                "set \"Synchronize Client Tokens\" for the clients whose tokens are to be copied")
                        : CheckResult.ok(id, evidence);
        };
    }

    private static String named(List<ClientComparison> clients) {
        String first =
                clients.stream().limit(NAMED).map(ClientComparison::clientId).collect(Collectors.joining(", "));
        return clients.size() > NAMED ? first + " and " + (clients.size() - NAMED) + " more" : first;
    }
}
