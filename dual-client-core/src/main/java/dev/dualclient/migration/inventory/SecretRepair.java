package dev.dualclient.migration.inventory;

import dev.dualclient.custody.SecretStatus;
import dev.dualclient.custody.SecretStatuses.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Plans to give clients at the primary the secret that they have at the secondary. */
final class SecretRepair {

    /** What {@code client-secret-update} takes. */
    private static final Pattern SETTABLE = Pattern.compile("[A-Za-z0-9_-]{1,86}");

    private SecretRepair() {}

    static List<PlannedStep> plan(RepairContext context) {
        List<PlannedStep> steps = new ArrayList<>();
        for (ClientComparison client : context.report().clients()) {
            boolean named = context.request().clients().contains(client.clientId());
            if (client.secret() == SecretComparison.DIFFERENT
                    && context.request().concerns(client.clientId())) {
                steps.add(step(client, context));
            } else if (named) {
                steps.add(PlannedStep.refused(client.clientId(), whyNot(client)));
            }
        }
        return steps;
    }

    private static String whyNot(ClientComparison client) {
        return switch (client.secret()) {
            case EQUAL -> "its secret is the same at both backends";
            case HIDDEN -> "a backend does not show its secret: set it by hand at 3.0";
            case NONE, DIFFERENT -> "it has no secret that could differ, or 3.0 does not hold it by its id";
        };
    }

    private static PlannedStep step(ClientComparison compared, RepairContext context) {
        String id = compared.clientId();
        Observation seen = context.survey().observation(id);
        if (seen == null) {
            return PlannedStep.refused(
                    id, "the outbox still holds a change or a kill of it: wait until that is delivered");
        }
        HeldClient client = RepairContext.client(context.secondary(), id);
        String secret = client == null ? null : client.secret();
        if (client == null || secret == null) {
            return PlannedStep.refused(id, "2.3 did not show it or its secret a second time");
        } else if (!SETTABLE.matcher(secret).matches()) {
            return PlannedStep.refused(
                    id,
                    "its secret at 2.3 has characters that 3.0 does not take by API: give it another secret through Dual"
                            + " Client");
        }
        boolean forced = context.request().force().contains(id);
        if (isAuthenticated(client, context) && !forced) {
            return PlannedStep.refused(
                    id,
                    "3.0 has authenticated it, so its secret at 3.0 is in use: to replace that, add the client to forceClients");
        }
        HeldClient other = context.survey().atPrimary(id);
        PlanStep shown = new PlanStep(
                id,
                List.of("client-secret-update at 3.0"),
                forced ? List.of("whoever uses the secret of 3.0 is refused from then on") : List.of(),
                null);
        String madeFrom = seen.number() + " " + modified(client) + " " + modified(other);
        return new PlannedStep(
                shown,
                madeFrom,
                () -> StepResult.of(
                        id,
                        context.repairs().setSecret(seen, client.names(), secret, forced),
                        "its secret at 3.0 is that of 2.3 now; the former one is refused"));
    }

    private static boolean isAuthenticated(HeldClient client, RepairContext context) {
        return context.custody()
                .secretStatuses()
                .of(context.custody().kills().keys(client.names().ofClients()))
                .containsValue(SecretStatus.EQUAL);
    }

    static String modified(@Nullable HeldClient client) {
        return client == null ? "" : client.json().path("modifiedAt").asString("");
    }
}
