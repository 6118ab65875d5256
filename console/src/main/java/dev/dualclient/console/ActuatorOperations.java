package dev.dualclient.console;

import java.security.Principal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.WebEndpointHttpMethod;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.WebOperation;

/** The operations of the actuator endpoint {@code dualclient}, called in this process as a request would. */
final class ActuatorOperations implements Operations {

    private static final EndpointId ENDPOINT = EndpointId.of("dualclient");
    private static final String OPERATOR = "DUAL_CLIENT_OPERATOR";
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int OUTBOX_ROWS = 50;

    /** What is read from the store or from settings, if the endpoint has it. */
    private static final List<String> STORED = List.of("clients", "readiness", "carry-over");

    private final List<WebOperation> operations;

    ActuatorOperations(Collection<ExposableWebEndpoint> endpoints) {
        operations = endpoints.stream()
                .filter(endpoint -> endpoint.getEndpointId().equals(ENDPOINT))
                .flatMap(endpoint -> endpoint.getOperations().stream())
                .toList();
    }

    @Override
    public Map<String, Object> current() {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("status", read(Map.of()).body());
        Outcome decisions = read(Map.of(), "decisions");
        if (decisions.body() instanceof Map<?, ?> body) {
            parts.put("decisions", body.get("decisions"));
        }
        return parts;
    }

    @Override
    public Map<String, Object> stored() {
        Map<String, Object> parts = new HashMap<>();
        put(parts, "outbox", read(Map.of("limit", OUTBOX_ROWS), "outbox"));
        STORED.forEach(part -> put(parts, part, read(Map.of(), part)));
        return parts;
    }

    private static void put(Map<String, Object> parts, String name, Outcome outcome) {
        if (outcome.status() == OK) {
            parts.put(name, outcome.body());
        }
    }

    private Outcome read(Map<String, Object> fields, String... path) {
        return call(WebEndpointHttpMethod.GET, fields, SecurityContext.NONE, path);
    }

    @Override
    public Outcome act(String action, Map<String, Object> fields, @Nullable Principal who) {
        SecurityContext caller = caller(who);
        Map<String, Object> rest = new HashMap<>(fields);
        return switch (action) {
            case "stage", "explain", "readiness", "inventory", "carry-over" ->
                call(WebEndpointHttpMethod.POST, rest, caller, action);
            case "preflight" -> call(WebEndpointHttpMethod.GET, rest, caller, action);
            case "retry" -> call(WebEndpointHttpMethod.POST, rest, caller, "outbox", id(rest));
            case "discard" -> call(WebEndpointHttpMethod.DELETE, rest, caller, "outbox", id(rest));
            default ->
                new Outcome(
                        BAD_REQUEST,
                        Map.of(
                                "error",
                                "there is no such action: write stage, explain, readiness, inventory, carry-over, preflight, retry"
                                        + " or discard"));
        };
    }

    private static String id(Map<String, Object> fields) {
        return String.valueOf(fields.remove("id"));
    }

    private static SecurityContext caller(@Nullable Principal who) {
        return new SecurityContext() {
            @Override
            public @Nullable Principal getPrincipal() {
                return who;
            }

            @Override
            public boolean isUserInRole(String role) {
                return role.equals(OPERATOR); // the console lets nobody else act
            }
        };
    }

    private Outcome call(
            WebEndpointHttpMethod method, Map<String, Object> fields, SecurityContext caller, String... path) {
        for (WebOperation operation : operations) {
            Map<String, Object> arguments = new HashMap<>(fields);
            if (operation.getRequestPredicate().getHttpMethod() == method
                    && matches(operation.getRequestPredicate().getPath().split("/"), path, arguments)) {
                return called(operation, new InvocationContext(caller, arguments));
            }
        }
        return new Outcome(NOT_FOUND, Map.of("error", "the endpoint has no such operation"));
    }

    /** Whether a path has the form of a pattern such as {@code dualclient/{part}}; adds what stands for its variables. */
    private static boolean matches(String[] pattern, String[] path, Map<String, Object> arguments) {
        if (pattern.length != path.length + 1) {
            return false;
        }
        for (int i = 0; i < path.length; i++) {
            String element = pattern[i + 1];
            if (element.startsWith("{")) {
                arguments.put(element.substring(1, element.length() - 1), path[i]);
            } else if (!element.equals(path[i])) {
                return false;
            }
        }
        return true;
    }

    private static Outcome called(WebOperation operation, InvocationContext context) {
        try {
            Object result = operation.invoke(context);
            if (result instanceof WebEndpointResponse<?> response) {
                Object body = response.getBody();
                return new Outcome(response.getStatus(), body == null ? Map.of() : body);
            }
            return result == null ? new Outcome(NOT_FOUND, Map.of()) : new Outcome(OK, result);
        } catch (InvalidEndpointRequestException wrong) {
            return new Outcome(BAD_REQUEST, Map.of("error", wrong.getReason()));
        }
    }
}
