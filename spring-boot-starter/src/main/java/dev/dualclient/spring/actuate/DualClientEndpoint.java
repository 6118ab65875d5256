package dev.dualclient.spring.actuate;

import dev.dualclient.DualClient;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.DiscardRefusedException;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.migration.StageChange;
import dev.dualclient.migration.StageRefusedException;
import dev.dualclient.migration.StageRequest;
import dev.dualclient.migration.inventory.InventoryRefusedException;
import dev.dualclient.migration.inventory.InventoryReport;
import dev.dualclient.migration.probe.ProbeRefusedException;
import dev.dualclient.migration.probe.ProbeReport;
import dev.dualclient.migration.probe.ProbeRequest;
import dev.dualclient.migration.readiness.Readiness;
import dev.dualclient.migration.readiness.ReadinessReport;
import dev.dualclient.migration.report.Rendering;
import dev.dualclient.observation.DifferingSecrets;
import dev.dualclient.observation.ExplainRequest;
import dev.dualclient.observation.RecentCalls;
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
 * a request, is neither kept nor repeated. {@link ChangeAccess} says who may change something.
 *
 * <table>
 * <caption>Below {@code /actuator/dualclient}</caption>
 * <tr><td>{@code GET}</td><td>how everything stands</td></tr>
 * <tr><td>{@code GET /rules}</td><td>the rule that each operation follows</td></tr>
 * <tr><td>{@code GET /decisions}</td><td>the latest calls of this process</td></tr>
 * <tr><td>{@code GET /clients}</td><td>who still needs the secondary</td></tr>
 * <tr><td>{@code GET /stage}</td><td>how far the migration is, and the last change</td></tr>
 * <tr><td>{@code GET /readiness?format=}</td><td>whether the secondary can be switched off; {@code json} for a signed document</td></tr>
 * <tr><td>{@code GET /outbox?from=&limit=}</td><td>what the backends have not acknowledged, page by page</td></tr>
 * <tr><td>{@code POST /outbox/{id}}</td><td>has a row tried at once</td></tr>
 * <tr><td>{@code DELETE /outbox/{id}?reason=&confirm=}</td><td>gives a row up</td></tr>
 * <tr><td>{@code GET /preflight}</td><td>runs the checks of both backends and of the settings</td></tr>
 * <tr><td>{@code GET /inventory}</td><td>the last comparison of both backends</td></tr>
 * <tr><td>{@code GET /probe}</td><td>the answers of the last probe</td></tr>
 * <tr><td>{@code POST /inventory}</td><td>compares both backends, plans a repair, or applies a plan</td></tr>
 * <tr><td>{@code POST /probe}</td><td>makes experiments with a test client</td></tr>
 * <tr><td>{@code POST /verify}</td><td>what both backends say of a token</td></tr>
 * <tr><td>{@code GET /carry-over}</td><td>what was carried over on this node, and what not</td></tr>
 * <tr><td>{@code POST /carry-over}</td><td>pauses or resumes carry-over, or runs its self-test</td></tr>
 * <tr><td>{@code POST /explain}</td><td>what would be done with a call</td></tr>
 * <tr><td>{@code POST /stage}</td><td>changes the stage</td></tr>
 * <tr><td>{@code POST /readiness}</td><td>reads the lists now, or declares the migrator finished</td></tr>
 * </table>
 */
@WebEndpoint(id = "dualclient")
final class DualClientEndpoint {

    private static final int CONFLICT = 409;

    /** Confirms that a change of a client is given up. */
    private static final String CLIENT_CHANGE = "client-change";

    private static final String TO_READ =
            "rules, decisions, clients, stage, readiness, outbox, preflight, inventory, probe or carry-over";
    private static final String TO_WRITE = "explain, stage, readiness, inventory, probe, verify or carry-over";

    private final ObjectProvider<DualAuthleteApi> api;
    private final RecentCalls calls;
    private final DifferingSecrets clients;
    private final Audit audit;

    DualClientEndpoint(ObjectProvider<DualAuthleteApi> api, RecentCalls calls, DifferingSecrets clients, Audit audit) {
        this.api = api;
        this.calls = calls;
        this.clients = clients;
        this.audit = audit;
    }

    @ReadOperation
    WebEndpointResponse<?> status() {
        return answered(engine -> StatusView.of(engine.state(), engine.stages()));
    }

    @ReadOperation
    WebEndpointResponse<?> read(
            @Selector String part, @Nullable String from, @Nullable Integer limit, @Nullable String format) {
        return switch (part) {
            case "rules" ->
                answered(engine -> Map.of(
                        "rules", engine.rules().stream().map(RuleView::of).toList()));
            case "decisions" ->
                answered(engine -> Map.of(
                        "decisions",
                        calls.latest().stream().map(DecisionView::of).toList()));
            case "clients" -> answered(engine -> ClientsView.of(clients, engine));
            case "stage" -> answered(engine -> StagesView.of(engine.stages()));
            case "readiness" -> answered(engine -> readiness(engine.readiness(), format));
            case "outbox" -> answered(engine -> OutboxView.of(engine.outbox(), from, limit));
            case "preflight" ->
                answered(engine -> Rendering.map(engine.preflight().run()));
            case "inventory" -> answered(DualClientEndpoint::lastInventory);
            case "probe" ->
                answered(engine -> Map.of(
                        "answers",
                        engine.probe().answers().stream().map(Rendering::map).toList()));
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
            @Nullable String clientId,
            @Nullable String token,
            @Nullable String kind,
            @Nullable String stage,
            @Nullable Double percent,
            @Nullable Boolean maintenance,
            @Nullable Boolean clearExceptions,
            @Nullable Boolean dryRun,
            @Nullable Boolean scan,
            @Nullable Boolean migratorFinished,
            @Nullable String reason,
            @Nullable Boolean force,
            @Nullable String action,
            @Nullable String clients,
            @Nullable String accept,
            @Nullable String forceClients,
            @Nullable String keepAlias,
            @Nullable Boolean includeKeys,
            @Nullable String plan,
            @Nullable String otherClient,
            @Nullable String subject) {
        return switch (part) {
            case "inventory" ->
                inventory(
                        caller,
                        new MigrationStep(action, clients, accept, forceClients, keepAlias, includeKeys, dryRun, plan),
                        reason);
            case "probe" -> probe(caller, client, otherClient, subject, reason);
            case "verify" -> answered(engine -> verification(engine, token, kind));
            case "explain" -> answered(engine -> explained(engine, operation, either(client, clientId), token, kind));
            case "stage" ->
                answered(engine -> {
                    StageStep step = new StageStep(
                            stage,
                            either(client, clientId),
                            percent,
                            maintenance,
                            Boolean.TRUE.equals(clearExceptions));
                    String why = required(reason, "reason", "why the stage changes; it goes to log and audit");
                    StageRequest request = step.addTo(StageRequest.because(why).by(Audit.who(caller)));
                    return Boolean.TRUE.equals(dryRun)
                            ? StageAnswer.of(engine.stages().preview(request))
                            : changed(engine, Boolean.TRUE.equals(force) ? request.force() : request, caller);
                });
            case "readiness" ->
                answered(engine -> {
                    String why = required(reason, "reason", "why; it goes to log and audit");
                    return prepared(engine.readiness(), scan, migratorFinished, why, caller);
                });
            case "carry-over" -> carryOver(caller, new CarryOverStep(action, client, subject), reason);
            default -> unknown(TO_WRITE);
        };
    }

    private static Object readiness(Readiness readiness, @Nullable String format) {
        ReadinessReport report = readiness.report();
        if (format == null) {
            return ReadinessView.of(report);
        }
        if (!format.equals("json")) {
            throw new InvalidRequestException("format is unknown: write json for a signed document, or leave it out");
        }
        return readiness.save(report);
    }

    private Object prepared(
            Readiness readiness,
            @Nullable Boolean scan,
            @Nullable Boolean migratorFinished,
            String reason,
            SecurityContext caller) {
        boolean scans = Boolean.TRUE.equals(scan);
        boolean finished = Boolean.TRUE.equals(migratorFinished);
        if (!scans && !finished) {
            throw new InvalidRequestException("there is nothing to do: write scan or migratorFinished, with true");
        }
        if (finished) {
            readiness.migratorFinished(Audit.who(caller), reason);
            audit.tell(caller, "DUAL_CLIENT_MIGRATOR_FINISHED", Map.of("reason", reason));
        }
        if (scans && !readiness.scan()) {
            throw new InvalidRequestException("another node reads the lists at the moment: try again later");
        }
        return ReadinessView.of(readiness.report());
    }

    private StageAnswer changed(DualClient engine, StageRequest request, SecurityContext caller) {
        StageChange change = engine.stages().change(request);
        audit.tell(caller, "DUAL_CLIENT_STAGE", Audit.of(change));
        return StageAnswer.of(change);
    }

    private static @Nullable String either(@Nullable String client, @Nullable String clientId) {
        if (client != null && clientId != null && !client.equals(clientId)) {
            throw new InvalidRequestException("client and clientId name two clients: write one of them");
        }
        return client != null ? client : clientId;
    }

    private static ExplanationView explained(
            DualClient engine,
            @Nullable String operation,
            @Nullable String client,
            @Nullable String token,
            @Nullable String kind) {
        ExplainRequest supposed = new ExplainRequest(
                required(operation, "operation", "the id of one, auth-introspection say"),
                client,
                token,
                kind == null ? null : Kebab.read(CredentialKind.class, "kind", kind));
        return ExplanationView.of(engine.explain(supposed.call()));
    }

    private static Map<String, Object> lastInventory(DualClient engine) {
        InventoryReport last = engine.inventory().last();
        if (last == null) {
            throw new InvalidRequestException(
                    "there was no comparison since the start: post {\"action\":\"compare\"} first");
        }
        return InventoryView.of(last);
    }

    private WebEndpointResponse<?> inventory(SecurityContext caller, MigrationStep step, @Nullable String reason) {
        return answered(engine -> {
            MigrationStep.Outcome outcome = step.make(engine, reason);
            if (outcome.event() != null) {
                audit.tell(caller, outcome.event(), outcome.data());
            }
            return outcome.shown();
        });
    }

    private WebEndpointResponse<?> probe(
            SecurityContext caller,
            @Nullable String client,
            @Nullable String otherClient,
            @Nullable String subject,
            @Nullable String reason) {
        return answered(engine -> {
            ProbeReport report = engine.probe()
                    .run(new ProbeRequest(
                            required(client, "client", "the id of a test client without traffic"),
                            otherClient,
                            required(subject, "subject", "a user that does not exist"),
                            required(reason, "reason", "why; it goes to log and audit")));
            audit.tell(caller, "DUAL_CLIENT_PROBE", Map.of("client", report.client(), "reason", report.reason()));
            return Rendering.map(report);
        });
    }

    private static Map<String, Object> verification(DualClient engine, @Nullable String token, @Nullable String kind) {
        CredentialKind what =
                kind == null ? CredentialKind.ACCESS_TOKEN : Kebab.read(CredentialKind.class, "kind", kind);
        String verified = required(token, "token", "the token to be verified");
        Map<String, Object> shown = Rendering.map(engine.verify(verified, what));
        String operation = what == CredentialKind.ACCESS_TOKEN ? "auth-introspection" : "auth-introspection-standard";
        shown.put(
                "custody",
                ExplanationView.of(engine.explain(new ExplainRequest(operation, null, verified, what).call())));
        return shown;
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

    /** Gives a row of the outbox up; one that changes a client only if what that means is confirmed. */
    @DeleteOperation
    WebEndpointResponse<?> discard(
            SecurityContext caller,
            @Selector String part,
            @Selector String id,
            @Nullable String reason,
            @Nullable String confirm) {
        if (!part.equals("outbox")) {
            return unknown("outbox, and the id of a row");
        }
        return done(engine -> {
            String why = required(reason, "reason", "why the backend is not to be told; it goes to log and audit");
            boolean found = CLIENT_CHANGE.equals(confirm)
                    ? engine.outbox().discardChange(id, why)
                    : engine.outbox().discard(id, why);
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
        } catch (StageRefusedException
                | InventoryRefusedException
                | ProbeRefusedException
                | DiscardRefusedException refused) {
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
