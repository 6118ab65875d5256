package dev.dualclient.migration.inventory;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.CallResult;
import dev.dualclient.call.Outcome;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.migration.direct.Conversation;
import dev.dualclient.operation.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plans to give the service at the primary the settings that it has at the secondary. Ids and secrets stay as they are, and
 * so do keys unless they are asked for: then keys that the primary lacks are added to its own.
 */
final class SettingsRepair {

    private static final String SERVICE = "service";
    private static final String JWKS = "jwks";

    private SettingsRepair() {}

    static List<PlannedStep> plan(RepairContext context) {
        ServiceComparison compared = context.report().service();
        if (compared.basis() != ServiceComparison.Basis.SETTINGS) {
            return List.of(PlannedStep.refused(
                    SERVICE,
                    "the settings of both services cannot be read: set dual-client.secondary.owner-api-key and"
                            + " owner-api-secret, and use an access token for 3.0 that may read the service"));
        }
        Set<String> fields = compared.differences().stream()
                .filter(field -> field.severity() != Severity.NEW)
                .map(FieldDifference::field)
                .filter(field -> !field.equals("issuer"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> keys = context.request().includeKeys()
                ? new TreeSet<>(context.report().keys().missingAtPrimary())
                : Set.of();
        List<String> actions = new ArrayList<>();
        if (!fields.isEmpty()) {
            actions.add("service-update at 3.0: " + String.join(", ", fields));
        }
        keys.forEach(kid -> actions.add("service-update at 3.0: adds the key " + kid + " with its private half"));
        if (actions.isEmpty()) {
            return List.of();
        }
        return List.of(new PlannedStep(
                new PlanStep(SERVICE, actions, List.of(), null),
                actions + modified(context.primary(), context) + modified(context.secondary(), context),
                () -> make(fields, keys, context)));
    }

    private static String modified(Conversation backend, RepairContext context) {
        JsonNode service = service(backend, context);
        return service == null ? "" : service.path("modifiedAt").asString("");
    }

    private static @Nullable ObjectNode service(Conversation backend, RepairContext context) {
        Attempt attempt = backend.ask(ApiCall.of(Catalogue.operation("service-get"))
                .path(SERVICE, context.custody().monitor().service())
                .build());
        return RepairContext.body(attempt) instanceof ObjectNode service ? service.deepCopy() : null;
    }

    private static StepResult make(Set<String> fields, Set<String> keys, RepairContext context) {
        ObjectNode primary = service(context.primary(), context);
        ObjectNode secondary = service(context.secondary(), context);
        if (primary == null || secondary == null) {
            return failed("the settings could not be read a second time");
        }
        for (String field : fields) {
            JsonNode value = secondary.path(field);
            if (value.isMissingNode()) {
                primary.putNull(field);
            } else {
                primary.set(field, value);
            }
        }
        if (!keys.isEmpty()) {
            String merged = KeyMerge.of(context.primary(), context.secondary());
            if (merged == null) {
                return failed("a backend does not show the private halves of its keys: add them by hand");
            }
            primary.put(JWKS, merged);
        }
        CallResult updated = context.engine()
                .apply(ApiCall.of(Catalogue.operation("service-update"))
                        .path(SERVICE, context.custody().monitor().service())
                        .body(JsonFormat.write(primary))
                        .build());
        return updated.outcome() == Outcome.ACCEPTED
                ? new StepResult(SERVICE, StepResult.Ending.DONE, "the settings of 3.0 are those of 2.3 now")
                : failed(updated.explanation());
    }

    private static StepResult failed(String why) {
        return new StepResult(SERVICE, StepResult.Ending.FAILED, why);
    }
}
