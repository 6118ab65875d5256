package dev.dualclient.migration.inventory;

import dev.dualclient.call.ApiCall;
import dev.dualclient.custody.SecretStatuses.Observation;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.migration.inventory.ClientRepairs.Change;
import dev.dualclient.operation.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Plans to give clients at the primary the metadata that they have at the secondary. A lock is never taken away. */
final class MetadataRepair {

    private static final String LOCKED = "locked";
    private static final String EXTENSION = "extension";

    /** What no operation sets. */
    private static final Set<String> READ_ONLY =
            Set.of(LOCKED, "derivedSectorIdentifier", "clientIdAlias", "dynamicallyRegistered", "explicitlyRegistered");

    private MetadataRepair() {}

    static List<PlannedStep> plan(RepairContext context) {
        List<PlannedStep> steps = new ArrayList<>();
        for (ClientComparison client : context.report().clients()) {
            boolean differs = client.primaryId() != null
                    && client.clientId().equals(client.primaryId())
                    && client.differences().stream().anyMatch(field -> field.severity() != Severity.NEW);
            if (differs && context.request().concerns(client.clientId())) {
                steps.add(step(client, context));
            } else if (context.request().clients().contains(client.clientId())) {
                steps.add(PlannedStep.refused(
                        client.clientId(), "no field of it differs, or one backend does not hold it"));
            }
        }
        return steps;
    }

    private static PlannedStep step(ClientComparison compared, RepairContext context) {
        String id = compared.clientId();
        Observation seen = context.survey().observation(id);
        HeldClient held = RepairContext.client(context.secondary(), id);
        HeldClient other = context.survey().atPrimary(id);
        if (seen == null) {
            return PlannedStep.refused(
                    id, "the outbox still holds a change or a kill of it: wait until that is delivered");
        } else if (held == null || other == null) {
            return PlannedStep.refused(id, "2.3 did not show it a second time");
        }
        boolean locks = compared.differsIn(LOCKED);
        if (locks && !held.json().path(LOCKED).asBoolean(false)) {
            return PlannedStep.refused(id, "3.0 has locked it and 2.3 has not: decide by hand which is right");
        }
        Set<String> fields = changed(compared);
        List<String> actions = new ArrayList<>();
        if (locks) {
            actions.add("client-lock-flag-update");
        }
        if (!fields.isEmpty()) {
            actions.add("client-update at 3.0: " + String.join(", ", fields));
        }
        if (actions.isEmpty()) {
            return PlannedStep.refused(id, "what differs cannot be set by API");
        }
        ObjectNode metadata = metadata(fields, held.json(), other.json());
        return new PlannedStep(
                new PlanStep(id, actions, List.of(), null),
                seen.number() + " " + SecretRepair.modified(held) + " " + SecretRepair.modified(other) + actions,
                () -> make(id, locks, seen, held, metadata, context));
    }

    private static Set<String> changed(ClientComparison compared) {
        return compared.differences().stream()
                .filter(field -> field.severity() != Severity.NEW && !READ_ONLY.contains(field.field()))
                .map(FieldDifference::field)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static StepResult make(
            String id, boolean locks, Observation seen, HeldClient held, ObjectNode metadata, RepairContext context) {
        StepResult result = new StepResult(id, StepResult.Ending.DONE, "");
        Observation current = seen;
        if (locks) {
            Change locked = context.repairs().lock(current, held.names());
            result = StepResult.of(id, locked, "it is locked at 3.0 now");
            if (locked == null || result.result() == StepResult.Ending.FAILED) {
                return result;
            }
            current = locked.after();
        }
        return metadata.isEmpty()
                ? result
                : StepResult.of(
                        id,
                        context.repairs().amend(current, held.names(), metadata),
                        "its metadata at 3.0 is that of 2.3 now");
    }

    static ApiCall lock(String id) {
        return ApiCall.of(Catalogue.operation("client-lock-flag-update"))
                .path("clientIdentifier", id)
                .body(JsonFormat.write(Map.of("clientLocked", true)))
                .build();
    }

    private static ObjectNode metadata(Set<String> fields, JsonNode secondary, ObjectNode primary) {
        ObjectNode metadata = new ObjectNode();
        for (String field : fields) {
            if (field.startsWith(EXTENSION + ".")) {
                String inner = field.substring(EXTENSION.length() + 1);
                ObjectNode extension = metadata.path(EXTENSION) instanceof ObjectNode begun
                        ? begun
                        : primary.path(EXTENSION) instanceof ObjectNode present ? present.deepCopy() : new ObjectNode();
                set(extension, inner, secondary.path(EXTENSION).path(inner));
                metadata.set(EXTENSION, extension);
            } else {
                set(metadata, field, secondary.path(field));
            }
        }
        return metadata;
    }

    private static void set(ObjectNode object, String field, JsonNode value) {
        if (value.isMissingNode()) {
            object.putNull(field);
        } else {
            object.set(field, value);
        }
    }
}
