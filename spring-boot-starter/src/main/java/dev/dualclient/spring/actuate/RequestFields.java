package dev.dualclient.spring.actuate;

import dev.dualclient.settings.Spelling;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Refuses requests to change something that have a field which the endpoint does not know: Spring ignores such a field, and
 * a misspelt one would change what it was to limit.
 */
final class RequestFields implements OperationInvokerAdvisor {

    private static final EndpointId ENDPOINT = EndpointId.of("dualclient");
    private static final String PART = "part";
    private static final String ID = "id";
    private static final Map<String, List<String>> FIELDS = Map.of(
            "stage",
            List.of(
                    "stage",
                    "client",
                    "clientId",
                    "percent",
                    "maintenance",
                    "clearExceptions",
                    "dryRun",
                    "force",
                    "reason"),
            "explain",
            List.of("operation", "client", "clientId", "token", "kind"),
            "inventory",
            List.of(
                    "action",
                    "clients",
                    "accept",
                    "forceClients",
                    "keepAlias",
                    "includeKeys",
                    "dryRun",
                    "plan",
                    "reason"),
            "probe",
            List.of("client", "otherClient", "subject", "reason"),
            "verify",
            List.of("token", "kind"),
            "readiness",
            List.of("scan", "migratorFinished", "reason"),
            "carry-over",
            List.of("action", "client", "subject", "reason"),
            "outbox",
            List.of("reason", "confirm"));

    @Override
    public OperationInvoker apply(
            EndpointId endpoint, OperationType type, OperationParameters parameters, OperationInvoker invoker) {
        return endpoint.equals(ENDPOINT) && type != OperationType.READ ? context -> checked(context, invoker) : invoker;
    }

    private static @Nullable Object checked(InvocationContext context, OperationInvoker invoker) {
        Map<String, Object> arguments = context.getArguments();
        List<String> fields = FIELDS.get(String.valueOf(arguments.get(PART)));
        if (fields != null) {
            for (String name : new TreeSet<>(arguments.keySet())) {
                if (!name.equals(PART) && !name.equals(ID) && !fields.contains(name)) {
                    return new WebEndpointResponse<>(
                            Map.of("error", message(name, fields)), WebEndpointResponse.STATUS_BAD_REQUEST);
                }
            }
        }
        return invoker.invoke(context);
    }

    private static String message(String name, List<String> fields) {
        String nearest = Spelling.nearest(name, fields);
        String printable =
                name.chars().allMatch(c -> c > ' ' && c < 0x7f) && name.length() <= 40 ? name : "(unprintable)";
        return "there is no field " + printable + (nearest == null ? "" : ", did you mean " + nearest + "?")
                + ": the fields are " + String.join(", ", fields);
    }
}
