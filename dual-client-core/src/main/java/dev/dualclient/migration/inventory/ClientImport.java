package dev.dualclient.migration.inventory;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Side;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Plans to create clients at the primary that the secondary alone holds. Until its last step nobody reaches such a client by
 * a name that its users know, so no login can begin at the primary with a secret that it does not have yet.
 */
final class ClientImport {

    /** What the primary decides by itself. */
    private static final List<String> READ_ONLY = List.of(
            "number",
            "serviceNumber",
            "clientId",
            "clientSecret",
            "clientIdAlias",
            "clientIdAliasEnabled",
            "createdAt",
            "modifiedAt",
            "locked",
            "derivedSectorIdentifier",
            "dynamicallyRegistered",
            "explicitlyRegistered",
            "registrationAccessTokenHash");

    /** An alias is taken already. */
    private static final Set<String> TAKEN = Set.of("A030601", "A123603", "A262602");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final RepairContext context;
    private final Predicate<String> seen;

    /**
     * Creates an import.
     *
     * @param seen whether requests have named a client by this name lately
     */
    ClientImport(RepairContext context, Predicate<String> seen) {
        this.context = context;
        this.seen = seen;
    }

    List<PlannedStep> plan() {
        List<PlannedStep> steps = new ArrayList<>();
        for (ClientComparison client : context.report().clients()) {
            if (!context.request().concerns(client.clientId())) {
                continue;
            }
            boolean named = context.request().clients().contains(client.clientId());
            switch (client.state()) {
                case ONLY_AT_SECONDARY, PENDING_IMPORT -> steps.add(step(client));
                case UNREADABLE -> {
                    if (client.primaryId() == null) {
                        steps.add(PlannedStep.refused(
                                client.clientId(),
                                "whether 3.0 holds it is not known, because not all of its clients can be seen"));
                    }
                }
                default -> {
                    if (named) {
                        steps.add(PlannedStep.refused(client.clientId(), "3.0 holds it already"));
                    }
                }
            }
        }
        return steps;
    }

    private PlannedStep step(ClientComparison compared) {
        String id = compared.clientId();
        HeldClient client = RepairContext.client(context.secondary(), id);
        if (client == null) {
            return PlannedStep.refused(id, "2.3 did not show it a second time");
        } else if (client.hasSecret() && client.secret() == null) {
            return PlannedStep.refused(
                    id,
                    "2.3 does not show its secret: import it in the console of 3.0, with \"Migrate Client Secrets\"");
        }
        String second = client.secondName();
        boolean byAlias = second != null && (context.request().keepAlias().contains(id) || seen.test(second));
        String name = second != null && byAlias ? second : id;
        List<String> losses = losses(compared, second, name);
        if (second != null && !context.request().accept().contains(id)) {
            return new PlannedStep(
                    new PlanStep(
                            id,
                            List.of(),
                            losses,
                            "it would lose the name " + lost(id, second, name)
                                    + ": name it in accept to import it all the same, or in keepAlias to keep "
                                    + second),
                    "accept",
                    () -> new StepResult(id, StepResult.Ending.REFUSED, "not accepted"));
        }
        return new PlannedStep(
                new PlanStep(id, actions(compared, client, name), losses, null),
                compared.state() + " " + name + " " + SecretRepair.modified(client) + " " + compared.primaryId(),
                () -> make(compared, client, name));
    }

    private static String lost(String id, String second, String name) {
        return name.equals(id) ? second : id;
    }

    private static List<String> losses(ClientComparison client, @Nullable String second, String name) {
        List<String> losses = new ArrayList<>(List.of(
                "3.0 gives it an id of its own, which answers of the API show; OAuth requests name it " + name
                        + ", which is its alias at 3.0",
                "the vendor's migrator does not match it, so its tokens are not copied",
                "its time of creation is that of the import"));
        if (second != null) {
            losses.add("its second name " + lost(client.clientId(), second, name) + " is lost at 3.0");
        }
        if (client.selfManaged()) {
            losses.add(
                    "its registration access token is not carried: it cannot manage itself (RFC 7592) once 2.3 is off");
        }
        return losses;
    }

    private static List<String> actions(ClientComparison compared, HeldClient client, String name) {
        List<String> actions = new ArrayList<>();
        if (compared.state() == ClientState.ONLY_AT_SECONDARY) {
            actions.add("client-create at 3.0, under a name that nobody knows");
        }
        if (client.hasSecret()) {
            actions.add("client-secret-update at 3.0");
        }
        if (client.json().path("locked").asBoolean(false)) {
            actions.add("client-lock-flag-update at 3.0");
        }
        actions.add("client-update at 3.0: its alias becomes " + name);
        return actions;
    }

    private StepResult make(ClientComparison compared, HeldClient client, String name) {
        String id = client.id();
        String primaryId = compared.primaryId();
        if (primaryId == null) {
            Attempt created = create(client);
            JsonNode answer = RepairContext.body(created);
            if (answer == null) {
                return failed(id, "client-create", created);
            }
            primaryId = answer.path("clientId").asString("");
        }
        String secret = client.hasSecret() ? client.secret() : null;
        if (secret != null) {
            Attempt set = RepairContext.change(
                    context.primary(),
                    "client-secret-update",
                    "clientIdentifier",
                    primaryId,
                    new ObjectNode().put("clientSecret", secret));
            if (set.outcome() != Outcome.ACCEPTED) {
                return failed(id, "client-secret-update", set);
            }
        }
        if (client.json().path("locked").asBoolean(false)) {
            Attempt locked = context.primary().ask(MetadataRepair.lock(primaryId));
            if (locked.outcome() != Outcome.ACCEPTED) {
                return failed(id, "client-lock-flag-update", locked);
            }
        }
        return activate(client, primaryId, name);
    }

    private Attempt create(HeldClient client) {
        ObjectNode body = client.json();
        body.remove(READ_ONLY);
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        PendingImport.mark(
                body, client.id(), Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        return RepairContext.change(context.primary(), "client-create", null, "", body);
    }

    /** Compares what the primary has made of the client, and gives it its name only if nothing that matters differs. */
    private StepResult activate(HeldClient client, String primaryId, String name) {
        HeldClient made = RepairContext.client(context.primary(), primaryId);
        if (made == null) {
            return new StepResult(client.id(), StepResult.Ending.FAILED, "3.0 does not show it; apply again");
        }
        List<String> differing = new FieldComparison(Fields.OF_CLIENT)
                .between(client.json(), made.json()).stream()
                        .filter(field -> field.severity() == Severity.MUST_MATCH)
                        .map(FieldDifference::field)
                        .filter(field -> !field.equals("derivedSectorIdentifier"))
                        .toList();
        if (!differing.isEmpty()) {
            return new StepResult(
                    client.id(),
                    StepResult.Ending.FAILED,
                    "3.0 has not taken " + differing + "; it stays without its name until that is the same");
        }
        ObjectNode body = made.json();
        body.remove(List.of("clientSecret"));
        body.put("clientIdAlias", name);
        body.put("clientIdAliasEnabled", true);
        Attempt named = RepairContext.change(context.primary(), "client-update", "clientId", primaryId, body);
        String code = named.answer() == null ? null : named.answer().value("/resultCode");
        if (code != null && TAKEN.contains(code)) {
            return new StepResult(
                    client.id(),
                    StepResult.Ending.ALREADY_THERE,
                    "another client of 3.0 has the name " + name + "; run discard-imports");
        } else if (named.outcome() != Outcome.ACCEPTED) {
            return failed(client.id(), "client-update", named);
        }
        return new StepResult(
                client.id(), StepResult.Ending.DONE, "3.0 holds it as " + primaryId + ", by the name " + name);
    }

    private static StepResult failed(String id, String operation, Attempt attempt) {
        return new StepResult(
                id,
                StepResult.Ending.FAILED,
                operation + " at " + Side.PRIMARY.name().toLowerCase(Locale.ROOT) + " failed: " + attempt.description()
                        + "; apply again, which finishes the same client");
    }

    /** Plans to delete what an import has left at the primary. */
    static List<PlannedStep> discard(RepairContext context) {
        List<PlannedStep> steps = new ArrayList<>();
        for (ClientComparison client : context.report().in(ClientState.PENDING_IMPORT)) {
            String primaryId = client.primaryId();
            if (primaryId != null && context.request().concerns(client.clientId())) {
                steps.add(new PlannedStep(
                        PlanStep.of(client.clientId(), "client-delete at 3.0: " + primaryId),
                        primaryId,
                        () -> deleted(client.clientId(), primaryId, context)));
            }
        }
        return steps;
    }

    private static StepResult deleted(String id, String primaryId, RepairContext context) {
        Attempt deleted = context.primary()
                .ask(ApiCall.of(Catalogue.operation("client-delete"))
                        .path("clientId", primaryId)
                        .build());
        return deleted.outcome() == Outcome.ACCEPTED
                ? new StepResult(id, StepResult.Ending.DONE, "client " + primaryId + " of 3.0 is deleted")
                : failed(id, "client-delete", deleted);
    }
}
