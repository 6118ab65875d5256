package dev.dualclient.migration.preflight;

import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.migration.direct.BackendFacts;
import dev.dualclient.migration.inventory.FieldDifference;
import dev.dualclient.migration.inventory.InventoryReport;
import dev.dualclient.migration.inventory.KeyComparison;
import dev.dualclient.migration.inventory.ServiceComparison;
import dev.dualclient.migration.inventory.Severity;
import dev.dualclient.migration.report.CheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/** Whether the service is the same at both backends in what tokens, subjects and clients depend on. Stateless. */
final class ServiceChecks {

    private static final String UNREAD = "make both backends readable, and run the preflight again";

    private ServiceChecks() {}

    static List<CheckResult> of(Observed seen) {
        return List.of(
                serviceId(seen), issuer(seen), parity(seen), signing(seen.primary()), settings(seen), idempotent(seen));
    }

    /** Different ids are refused at start, so what is left is that none was told. */
    private static CheckResult serviceId(Observed seen) {
        String id = "service.id";
        String service = seen.own().service();
        return service.isEmpty()
                ? CheckResult.unknown(id, "no service id is configured", "set dual-client.primary.service-id")
                : CheckResult.ok(id, "both are service " + service);
    }

    private static CheckResult issuer(Observed seen) {
        String id = "service.issuer";
        String primary = seen.primary().discovery().path("issuer").asString("");
        String secondary = seen.secondary().discovery().path("issuer").asString("");
        if (primary.isEmpty() || secondary.isEmpty()) {
            BackendFacts unread = primary.isEmpty() ? seen.primary() : seen.secondary();
            return CheckResult.unknown(
                    id,
                    "a discovery document could not be read: "
                            + unread.configuration().description(),
                    UNREAD);
        }
        return primary.equals(secondary)
                ? CheckResult.ok(id, "both are " + primary)
                : CheckResult.fail(
                        id,
                        "3.0 is " + primary + ", 2.3 is " + secondary,
                        "give both the same issuer, byte for byte: clients and resource servers compare it exactly");
    }

    private static CheckResult parity(Observed seen) {
        String id = "keys.parity";
        InventoryReport inventory = seen.inventory();
        KeyComparison keys = inventory == null ? null : inventory.keys();
        if (keys == null || !keys.comparable()) {
            return CheckResult.unknown(id, "a JWK set could not be read", UNREAD);
        } else if (!keys.conflicting().isEmpty()) {
            return CheckResult.fail(
                    id,
                    "the backends have different keys by the kid " + listed(keys.conflicting()),
                    "give the key of one service another kid: what 2.3 signs cannot be verified");
        } else if (!keys.missingAtPrimary().isEmpty()) {
            return CheckResult.warn(
                    id,
                    "3.0 does not publish the keys " + listed(keys.missingAtPrimary()) + " of 2.3",
                    "add them before 2.3 is switched off, and wait until what they have signed has expired; Dual Client"
                            + " serves the union until then");
        }
        return CheckResult.ok(id, "3.0 publishes all keys of 2.3");
    }

    /** An ID token is never made for this, so it is only seen whether the private halves are there. */
    private static CheckResult signing(BackendFacts primary) {
        String id = "keys.signing";
        String advice = "make a login at 3.0 with a test client, and verify its ID token";
        if (!primary.hasSettings() || primary.jwks() == null) {
            return CheckResult.unknown(id, "the settings of the service at 3.0 cannot be read", advice);
        }
        Set<String> announced = kids(primary.jwks());
        Set<String> without = new TreeSet<>(announced);
        without.removeAll(primary.privateKeys());
        if (announced.isEmpty()) {
            return CheckResult.warn(id, "3.0 publishes no key", "add a key to the service at 3.0");
        }
        return without.isEmpty()
                ? CheckResult.ok(id, "3.0 has the private halves of the keys that it publishes")
                : CheckResult.unknown(
                        id,
                        "3.0 does not show the private halves of " + listed(without)
                                + (primary.service().path("hsmEnabled").asBoolean(false)
                                        ? "; they may be in hardware"
                                        : ""),
                        advice);
    }

    private static Set<String> kids(String jwks) {
        Set<String> kids = new TreeSet<>();
        try {
            for (JsonNode key : JsonFormat.read(jwks).path("keys")) {
                kids.add(key.path("kid").asString(""));
            }
        } catch (JacksonException unreadable) {
            return Set.of();
        }
        return kids;
    }

    private static CheckResult settings(Observed seen) {
        String id = "settings";
        InventoryReport inventory = seen.inventory();
        if (inventory == null || inventory.service().basis() == ServiceComparison.Basis.NOTHING) {
            return CheckResult.unknown(id, "nothing of the settings could be compared", UNREAD);
        }
        boolean whole = inventory.service().basis() == ServiceComparison.Basis.SETTINGS;
        String basis = whole ? "" : "compared by discovery; ";
        List<String> must = names(inventory, Severity.MUST_MATCH);
        long lives = inventory.durations().stream()
                .filter(one -> one.setAlike())
                .map(one -> one.clientId())
                .distinct()
                .count();
        if (lives > 0) {
            must.add("the lives of tokens of " + lives + (lives == 1 ? " client" : " clients")
                    + ", which each version computes by another rule");
        }
        if (!must.isEmpty()) {
            return CheckResult.fail(
                    id,
                    basis + "different: " + String.join(", ", must),
                    "make them the same, by hand or by repair-settings: tokens, subjects or clients break");
        }
        List<String> warn = names(inventory, Severity.WARN);
        if (!warn.isEmpty()) {
            return CheckResult.warn(
                    id,
                    basis + "different: " + String.join(", ", warn),
                    "check that each is meant, or run repair-settings");
        }
        return whole
                ? CheckResult.ok(id, "no setting differs that matters")
                : CheckResult.warn(
                        id,
                        basis + "nothing that shows there differs",
                        "set dual-client.secondary.owner-api-key and owner-api-secret, and use an access token for 3.0"
                                + " that may read the service");
    }

    private static List<String> names(InventoryReport inventory, Severity severity) {
        return new ArrayList<>(inventory.service().differences().stream()
                .filter(one -> one.severity() == severity)
                .map(FieldDifference::field)
                .toList());
    }

    private static CheckResult idempotent(Observed seen) {
        String id = "refresh.idempotent";
        BackendFacts primary = seen.primary();
        if (!primary.hasSettings()) {
            return CheckResult.unknown(
                    id,
                    "the settings of the service at 3.0 cannot be read",
                    "look whether refreshTokenIdempotent is on at 3.0");
        }
        boolean on = primary.service().path("refreshTokenIdempotent").asBoolean(false)
                || primary.service().path("refreshTokenKept").asBoolean(false);
        return on
                ? CheckResult.ok(id, "a refresh whose answer is lost can be repeated at 3.0")
                : CheckResult.warn(
                        id,
                        "refreshTokenIdempotent is off at 3.0: a refresh whose answer is lost logs its user out",
                        "turn it on at 3.0: the repeat then gets the same tokens");
    }

    private static String listed(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }
}
