package dev.dualclient.spring.actuate;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.endpoint.PropertiesEndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.core.env.PropertyResolver;

/**
 * Lets operators alone change anything by the endpoint {@code dualclient}: callers with the role {@value #OPERATOR}.
 * Where something other than roles protects the actuator, {@code management.endpoint.dualclient.access=unrestricted} lets
 * every caller. Whoever reaches the endpoint may read.
 */
final class ChangeAccess implements OperationInvokerAdvisor {

    static final String OPERATOR = "DUAL_CLIENT_OPERATOR";

    private static final int FORBIDDEN = 403;
    private static final EndpointId ENDPOINT = EndpointId.of("dualclient");
    private static final Set<String> QUESTIONS = Set.of("explain", "verify");

    private final boolean everyCaller;

    ChangeAccess(PropertyResolver properties) {
        // A resolver of its own: the application's remembers the default that it was asked with first.
        everyCaller = new PropertiesEndpointAccessResolver(properties).accessFor(ENDPOINT, Access.READ_ONLY)
                == Access.UNRESTRICTED;
    }

    @Override
    public OperationInvoker apply(
            EndpointId endpoint, OperationType type, OperationParameters parameters, OperationInvoker invoker) {
        return everyCaller || type == OperationType.READ || !endpoint.equals(ENDPOINT)
                ? invoker
                : context -> checked(context, invoker);
    }

    private static @Nullable Object checked(InvocationContext context, OperationInvoker invoker) {
        if (asks(context.getArguments()) || isOperator(context.resolveArgument(SecurityContext.class))) {
            return invoker.invoke(context);
        }
        return new WebEndpointResponse<>(
                Map.of(
                        "error",
                        "changes are for callers with the role " + OPERATOR + ": authenticate as one, or set"
                                + " management.endpoint.dualclient.access=unrestricted if only operators can reach the"
                                + " actuator"),
                FORBIDDEN);
    }

    /** Whether an operation that takes a body changes nothing all the same. */
    private static boolean asks(Map<String, Object> arguments) {
        String part = String.valueOf(arguments.get("part"));
        return QUESTIONS.contains(part)
                || part.equals("stage") && "true".equals(String.valueOf(arguments.get("dryRun")));
    }

    private static boolean isOperator(@Nullable SecurityContext caller) {
        return caller != null && caller.isUserInRole(OPERATOR);
    }
}
