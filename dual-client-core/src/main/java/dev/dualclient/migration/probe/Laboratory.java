package dev.dualclient.migration.probe;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Sha256;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.migration.direct.Conversation;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Side;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What experiments do at one backend with the tokens of a test client, all of which live for less than five minutes and are
 * ended afterwards. Not thread-safe.
 */
final class Laboratory {

    /** Less than five minutes, and longer than a probe takes. */
    static final int LIFE = 290;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Conversation backend;
    private final TestClient client;
    private final String subject;
    private final List<String> made = new ArrayList<>();

    Laboratory(Conversation backend, TestClient client, String subject) {
        this.backend = backend;
        this.client = client;
        this.subject = subject;
    }

    /**
     * A client of an experiment. Its {@code toString} names it alone.
     *
     * @param secret its secret, {@code null} if it has none that is shown
     * @param open whether it needs none
     */
    record TestClient(String id, @Nullable String secret, boolean open) {

        /** Whether it can authenticate here. */
        boolean canAuthenticate() {
            return open || secret != null;
        }

        @Override
        public String toString() {
            return "client " + id;
        }
    }

    /** An answer, and its body; missing if it was none. */
    record Answered(Attempt attempt, JsonNode body) {

        String text(String field) {
            return body.path(field).asString("");
        }

        boolean is(String action) {
            return action.equals(text("action"));
        }
    }

    Side side() {
        return backend.side();
    }

    TestClient client() {
        return client;
    }

    static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String hash(String token) {
        byte[] digest = Sha256.digest().digest(token.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    Answered post(String operation, Map<String, ?> body) {
        return answered(backend.ask(ApiCall.of(Catalogue.operation(operation))
                .body(JsonFormat.write(body))
                .build()));
    }

    static Answered answered(Attempt attempt) {
        ApiResponse answer = attempt.answer();
        JsonNode json = answer == null ? null : answer.json();
        return new Answered(attempt, json == null ? new ObjectNode() : json);
    }

    /** Creates tokens of the test client. */
    Answered create(Map<String, ?> wanted) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("grantType", "AUTHORIZATION_CODE");
        body.put("clientId", Long.parseLong(client.id()));
        body.put("subject", subject);
        body.put("accessTokenDuration", LIFE);
        body.put("refreshTokenDuration", LIFE);
        body.putAll(wanted);
        Answered answer = post("auth-token-create", body);
        remember(answer.text("accessToken"));
        return answer;
    }

    /** Notes what has to be ended. */
    void remember(String accessToken) {
        if (!accessToken.isEmpty()) {
            made.add(accessToken);
        }
    }

    /** Whether the backend knows an access token and takes it. */
    boolean isActive(String accessToken) {
        return post("auth-introspection", Map.of("token", accessToken)).is("OK");
    }

    /** Returns what standard introspection tells of a token (RFC 7662). */
    JsonNode introspected(String token, String hint) {
        Answered answer = post(
                "auth-introspection-standard", Map.of("parameters", form("token", token, "token_type_hint", hint)));
        String content = answer.text("responseContent");
        return content.startsWith("{") ? JsonFormat.read(content) : new ObjectNode();
    }

    /** Sends a request of a client, with its credentials. */
    Answered asClient(String operation, TestClient caller, Map<String, ?> more, String... form) {
        Map<String, Object> body = new LinkedHashMap<>(more);
        boolean secret = caller.secret() != null && !caller.open();
        body.put("parameters", form(form) + (secret ? "" : "&" + form("client_id", caller.id())));
        if (secret) {
            body.put("clientId", caller.id());
            body.put("clientSecret", caller.secret());
        }
        return post(operation, body);
    }

    private static String form(String... pairs) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parts.add(pairs[i] + "=" + URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
        }
        return parts.stream().collect(Collectors.joining("&"));
    }

    /** Returns a page of the token list of the test client and its user; missing if it could not be read. */
    JsonNode list(int start, int end, @Nullable String status) {
        ApiCall.Builder call = ApiCall.of(Catalogue.operation("auth-token-get-list"))
                .query("clientIdentifier", client.id())
                .query("subject", subject)
                .query("start", Integer.toString(start))
                .query("end", Integer.toString(end));
        if (status != null) {
            call.query("tokenStatus", status);
        }
        Attempt attempt = backend.ask(call.build());
        return attempt.outcome() == Outcome.ACCEPTED ? answered(attempt).body() : JsonNode.missing();
    }

    Attempt ask(ApiCall call) {
        return backend.ask(call);
    }

    /** Ends all that was made, and returns whether the list is empty as it was before. */
    boolean tidy() {
        for (String token : made) {
            post("auth-token-revoke", Map.of("accessTokenIdentifier", hash(token)));
        }
        if (list(0, 1, null).path("totalCount").asInt(-1) > 0) { // a hash does not end it here
            post("auth-token-revoke", Map.of("clientIdentifier", client.id(), "subject", subject));
        }
        return list(0, 1, null).path("totalCount").asInt(-1) == 0;
    }
}
