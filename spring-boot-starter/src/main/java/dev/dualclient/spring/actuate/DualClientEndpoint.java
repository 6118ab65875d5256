package dev.dualclient.spring.actuate;

import dev.dualclient.DualClient;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.migration.StageChange;
import dev.dualclient.migration.StageRefusedException;
import dev.dualclient.observation.ExplainRequest;
import dev.dualclient.observation.RecentCalls;
import dev.dualclient.observation.SecondaryClients;
import dev.dualclient.operation.CredentialKind;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * The actuator endpoint {@code dualclient}. What it shows is free of secrets, and a token that it is given, in the body of
 * a request, is neither kept nor repeated.
 *
 * <table>
 * <caption>Below {@code /actuator/dualclient}</caption>
 * <tr><td>{@code GET}</td><td>how everything stands</td></tr>
 * <tr><td>{@code GET /rules}</td><td>the rule that each operation follows</td></tr>
 * <tr><td>{@code GET /decisions}</td><td>the latest calls of this process</td></tr>
 * <tr><td>{@code GET /clients}</td><td>who still needs the secondary</td></tr>
 * <tr><td>{@code GET /outbox?from=&limit=}</td><td>what the backends have not acknowledged, page by page</td></tr>
 * <tr><td>{@code POST /outbox/{id}}</td><td>has a row tried at once</td></tr>
 * <tr><td>{@code DELETE /outbox/{id}?reason=}</td><td>gives a row up</td></tr>
 * <tr><td>{@code GET /carry-over}</td><td>what was carried over on this node, and what not</td></tr>
 * <tr><td>{@code POST /carry-over}</td><td>pauses or resumes carry-over, or runs its self-test</td></tr>
 * <tr><td>{@code POST /explain}</td><td>what would be done with a call</td></tr>
 * <tr><td>{@code POST /stage}</td><td>changes the stage</td></tr>
 * </table>
 */
@WebEndpoint(id = "dualclient")
final class DualClientEndpoint {

    private static final int CONFLICT = 409;
    private static final String TO_READ = "rules, decisions, clients, outbox or carry-over";
    private static final String TO_WRITE = "explain, stage or carry-over";

    private final ObjectProvider<DualAuthleteApi> api;
    private final RecentCalls calls;
    private final SecondaryClients clients;
    private final Audit audit;

    DualClientEndpoint(ObjectProvider<DualAuthleteApi> api, RecentCalls calls, SecondaryClients clients, Audit audit) {
        this.api = api;
        this.calls = calls;
        this.clients = clients;
        this.audit = audit;
    }

    @ReadOperation
    WebEndpointResponse<?> status() {
        return answered(engine -> StatusView.of(engine.state()));
    }

    @ReadOperation
    WebEndpointResponse<?> read(@Selector String part, @Nullable String from, @Nullable Integer limit) {
        return switch (part) {
            case "rules" ->
                answered(engine -> Map.of(
                        "rules", engine.rules().stream().map(RuleView::of).toList()));
            case "decisions" ->
                answered(engine -> Map.of(
                        "decisions",
                        calls.latest().stream().map(DecisionView::of).toList()));
            case "clients" -> answered(engine -> ClientsView.of(clients, engine));
            case "outbox" -> answered(engine -> OutboxView.of(engine.outbox(), from, limit));
            case "carry-over" ->
                answered(engine -> CarryOverView.of(engine.carryOver().state()));
            default -> unknown(TO_READ);
        };
    }

    @WriteOperation
    WebEndpointResponse<?> write(
            SecurityContext caller,
            @Selector String part,
            @Nullable String operation,
            @Nullable String client,
            @Nullable String token,
            @Nullable String kind,
            @Nullable String stage,
            @Nullable Double percent,
            @Nullable Boolean maintenance,
            @Nullable String reason,
            @Nullable Boolean force,
            @Nullable String action,
            @Nullable String subject) {
        return switch (part) {
            case "explain" ->
                answered(engine -> {
                    ExplainRequest supposed = new ExplainRequest(
                            required(operation, "operation", "the id of one, auth-introspection say"),
                            client,
                            token,
                            kind == null ? null : Kebab.read(CredentialKind.class, "kind", kind));
                    return ExplanationView.of(engine.explain(supposed.call()));
                });
            case "stage" ->
                answered(engine -> {
                    String why = required(reason, "reason", "why the stage changes; it goes to log and audit");
                    StageChange change = new StageStep(stage, client, percent, maintenance)
                            .make(engine, why, Boolean.TRUE.equals(force));
                    audit.tell(caller, "DUAL_CLIENT_STAGE", Audit.of(change));
                    return StagesView.of(change.to());
                });
            case "carry-over" -> carryOver(caller, new CarryOverStep(action, client, subject), reason);
            default -> unknown(TO_WRITE);
        };
    }

    private WebEndpointResponse<?> carryOver(SecurityContext caller, CarryOverStep step, @Nullable String reason) {
        return answered(engine -> {
            String why = required(reason, "reason", "why; it goes to log and audit");
            Object shown = step.make(engine, why);
            audit.tell(caller, "DUAL_CLIENT_CARRY_OVER", step.audit(why));
            return shown;
        });
    }

    /** Has a row of the outbox tried at once. */
    @WriteOperation
    WebEndpointResponse<?> retry(SecurityContext caller, @Selector String part, @Selector String id) {
        if (!part.equals("outbox")) {
            return unknown("outbox, and the id of a row");
        }
        return done(engine -> {
            boolean found = engine.outbox().retry(id);
            if (found) {
                audit.tell(caller, "DUAL_CLIENT_OUTBOX_RETRY", Map.of("row", id));
            }
            return found;
        });
    }

    /** Gives a row of the outbox up. */
    @DeleteOperation
    WebEndpointResponse<?> discard(
            SecurityContext caller, @Selector String part, @Selector String id, @Nullable String reason) {
        if (!part.equals("outbox")) {
            return unknown("outbox, and the id of a row");
        }
        return done(engine -> {
            String why = required(reason, "reason", "why the backend is not to be told; it goes to log and audit");
            boolean found = engine.outbox().discard(id, why);
            if (found) {
                audit.tell(caller, "DUAL_CLIENT_OUTBOX_DISCARD", Map.of("row", id, "reason", why));
            }
            return found;
        });
    }

    private static String required(@Nullable String value, String name, String what) {
        if (value == null || value.isBlank()) {
            throw new InvalidRequestException(name + " is missing: write " + what);
        }
        return value.strip();
    }

    private WebEndpointResponse<?> done(Function<DualClient, Boolean> deed) {
        return answered(engine -> {
            if (!deed.apply(engine)) {
                throw new NoSuchRow();
            }
            return Map.of("done", true);
        });
    }

    private WebEndpointResponse<?> answered(Function<DualClient, Object> question) {
        DualAuthleteApi dual = api.getIfUnique();
        if (dual == null) { // a test may have put something else in its place
            return problem("the application's AuthleteApi is none of Dual Client", 404);
        }
        try {
            return new WebEndpointResponse<>(question.apply(dual.dualClient()));
        } catch (IllegalArgumentException wrong) {
            return problem(String.valueOf(wrong.getMessage()), WebEndpointResponse.STATUS_BAD_REQUEST);
        } catch (NoSuchRow none) {
            return problem("there is no such row: read outbox for those that there are", 404);
        } catch (StageRefusedException refused) {
            return problem(String.valueOf(refused.getMessage()), CONFLICT);
        } catch (StoreUnavailableException down) {
            return problem("the custody store is down", WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
        }
    }

    private static WebEndpointResponse<?> unknown(String instead) {
        return problem("there is no such part: write " + instead, WebEndpointResponse.STATUS_NOT_FOUND);
    }

    private static WebEndpointResponse<?> problem(String message, int status) {
        return new WebEndpointResponse<>(Map.of("error", message), status);
    }

    /** There is no row of that id. */
    private static final class NoSuchRow extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
