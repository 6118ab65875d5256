package dev.dualclient.routing;

import dev.dualclient.operation.Case;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Route;
import dev.dualclient.operation.Side;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The routes that an operator chose for operations in place of their own. Immutable and thread-safe. */
public final class RouteRules {

    /** No rule: every operation has its own route. */
    public static final RouteRules NONE = new RouteRules(Map.of());

    private final Map<String, Route> routes;

    private RouteRules(Map<String, Route> routes) {
        this.routes = Map.copyOf(routes);
    }

    /**
     * Returns these rules and one more.
     *
     * @param id the id of the operation
     * @param route its route in every case
     * @throws IllegalArgumentException if no operation has that id, or the rule cannot hold or would not be safe; the
     *     message says what to write instead
     */
    public RouteRules with(String id, Route route) {
        Operation operation = Catalogue.find(id);
        if (operation == null) {
            throw new IllegalArgumentException("dual-client.operations." + id
                    + " names no operation: write an id of the table in docs/routing.md, auth-introspection say");
        }
        Stream.concat(Stream.of(operation.ordinary()), operation.cases().values().stream())
                .forEach(kind -> check(operation, kind, route));
        Map<String, Route> more = new HashMap<>(routes);
        more.put(id, route);
        return new RouteRules(more);
    }

    /** Returns the route of a question. */
    Route of(Question question) {
        return routes.getOrDefault(
                question.call().operation().id(), question.kind().route());
    }

    private static void check(Operation operation, Case kind, Route route) {
        String instead = route == kind.route() ? null : insteadOf(operation, kind, route);
        if (instead != null) {
            throw new IllegalArgumentException("dual-client.operations." + operation.id() + ".route is "
                    + route.name().toLowerCase(Locale.ROOT).replace('_', '-') + ", but " + instead);
        }
    }

    /** Returns why a route cannot be and what to write, {@code null} if it can. */
    private static @Nullable String insteadOf(Operation operation, Case kind, Route route) {
        if (!operation.existsAt(Side.SECONDARY)) {
            return "Authlete 3.0 alone has the operation: write primary-only, or leave the rule out";
        } else if (kind.effect() == Effect.KILL) {
            return "what one backend alone took away could come back to life: write both, or leave the rule out";
        } else if (route == Route.MERGED) {
            return "its answers are no lists that could be united: write primary-first, or leave the rule out";
        } else if (route == Route.BOTH && kind.effect() != Effect.UPDATE) {
            return "asking both whatever the first says would do it twice: write primary-first, or leave the rule out";
        }
        return null;
    }
}
