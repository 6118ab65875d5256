package dev.dualclient.http;

import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Time;
import dev.dualclient.operation.AnswerMapping;
import dev.dualclient.operation.AnswerShape;
import dev.dualclient.operation.ApiCredentials;
import dev.dualclient.operation.Case;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Calls, and ways to make them, that the tests of the HTTP backend share. */
final class Calls {

    static final String TOKEN = "the-api-token";

    private Calls() {}

    static Operation operation(String id, String method, String path, ApiCredentials credentials) {
        return new Operation(
                id,
                method,
                "/api/{serviceId}" + path,
                "/api" + path,
                List.of(),
                credentials,
                AnswerShape.OBJECT,
                null,
                new Case(Effect.READ, Route.LEADER_FIRST, true, Case.Kills.NOTHING),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new AnswerMapping(Map.of(), Map.of(), null, false),
                null);
    }

    static ApiCall.Builder get(String path) {
        return ApiCall.of(operation("client-get", "GET", path, ApiCredentials.SERVICE));
    }

    static ApiCall.Builder post(String path) {
        return ApiCall.of(operation("auth-token-issue", "POST", path, ApiCredentials.SERVICE));
    }

    /** A call that must not be sent twice. */
    static ApiCall issue() {
        return post("/auth/token/issue").body("{\"ticket\":\"the-ticket\"}").build();
    }

    /** Settings that a busy machine keeps; a test of a timeout sets that one shorter. */
    static BackendSettingsBuilder primary(String url) {
        return BackendSettings.primary()
                .baseUrl(url)
                .serviceId("77")
                .accessToken(TOKEN)
                .connectTimeout(Duration.ofSeconds(10))
                .responseTimeout(Duration.ofSeconds(20));
    }

    static Deadline within(Duration budget) {
        return Deadline.after(budget, Time.system());
    }

    static Deadline ample() {
        return within(Duration.ofSeconds(60));
    }

    /** Sends one call on connections of its own. */
    static Reply once(BackendSettingsBuilder settings, ApiCall call, Deadline deadline) {
        try (HttpBackend backend = new HttpBackend(settings.build())) {
            return backend.send(call, deadline);
        }
    }

    static Reply once(RawServer server, ApiCall call) {
        return once(primary(server.url()), call, ample());
    }
}
