package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Classifier;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.operation.Catalogue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** An emulated server as a test talks to it: an operation, JSON in, JSON out. */
final class Authlete {

    private static final Classifier CLASSIFIER = new Classifier(Set.of());

    static final JsonMapper MAPPER = JsonMapper.shared();
    static final String CALLBACK = "https://client.example/callback";

    final MovableClock clock = new MovableClock();
    final EmulatedAuthlete server;
    private final @Nullable OpenApi openApi;

    /** How calls have ended so far, by operation, as the engine reads the answers. */
    final Map<String, Set<Outcome>> outcomes = new TreeMap<>();

    Authlete(AuthleteVersion version) {
        this(EmulatedService.of(version));
    }

    Authlete(EmulatedService service) {
        openApi = OpenApi.of(service.version());
        server = new EmulatedAuthlete(service, clock);
    }

    /** A client as it was registered. */
    record Registered(long id, String secret) {}

    /** What came back. */
    record Result(int status, JsonNode json) {

        String text(String name) {
            return json.path(name).asString("");
        }

        String action() {
            return text("action");
        }

        String code() {
            return text("resultCode");
        }

        /** The JSON text for the client. */
        JsonNode content() {
            return MAPPER.readTree(text("responseContent"));
        }

        /** Action, result code and OAuth error in one. */
        String verdict() {
            return action() + " " + code() + " " + content().path("error").asString("");
        }
    }

    Result call(String operation, Map<String, String> path, Map<String, String> query, JsonNode body) {
        EmulatorAnswer answer = server.answer(new EmulatorRequest(Catalogue.operation(operation), path, query, body));
        String json = answer.json();
        observe(operation, answer.status(), json);
        return new Result(answer.status(), json == null ? MissingNode.getInstance() : MAPPER.readTree(json));
    }

    /** Checks an answer against the version's OpenAPI file where there is one, and notes how it reads. */
    private void observe(String operation, int status, @Nullable String json) {
        byte[] body = json == null ? new byte[0] : json.getBytes(StandardCharsets.UTF_8);
        Reason reason = CLASSIFIER.read(Catalogue.operation(operation), new ApiResponse(status, Map.of(), body));
        outcomes.computeIfAbsent(operation, id -> EnumSet.noneOf(Outcome.class)).add(reason.outcome());
        if (openApi != null) {
            assertThat(openApi.violations(operation, status, json))
                    .as(operation + " answers as the OpenAPI file of its version says")
                    .isEmpty();
        }
    }

    Result call(String operation, Object... nameValues) {
        return call(operation, Map.of(), Map.of(), json(nameValues));
    }

    Result read(String operation, Map<String, String> path) {
        return call(operation, path, Map.of(), MissingNode.getInstance());
    }

    static ObjectNode json(Object... nameValues) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < nameValues.length; i += 2) {
            node.set((String) nameValues[i], MAPPER.valueToTree(nameValues[i + 1]));
        }
        return node;
    }

    static String form(String... nameValues) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < nameValues.length; i += 2) {
            pairs.put(nameValues[i], nameValues[i + 1]);
        }
        return pairs.entrySet().stream()
                .map(pair -> pair.getKey() + '=' + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Registers a confidential client with the usual grant types; further fields replace these. */
    Registered client(Object... nameValues) {
        ObjectNode body = json(
                "clientType", "CONFIDENTIAL",
                "redirectUris", new String[] {CALLBACK},
                "grantTypes", new String[] {"AUTHORIZATION_CODE", "REFRESH_TOKEN", "CLIENT_CREDENTIALS", "PASSWORD"},
                "responseTypes", new String[] {"CODE", "CODE_ID_TOKEN", "ID_TOKEN", "TOKEN", "CODE_ID_TOKEN_TOKEN"});
        body.setAll(json(nameValues));
        Result created = call("client-create", Map.of(), Map.of(), body);
        return new Registered(created.json().path("clientId").asLong(), created.text("clientSecret"));
    }

    Registered publicClient() {
        return client("clientType", "PUBLIC");
    }

    Result authorize(Registered client, String... more) {
        String[] usual = {
            "response_type", "code",
            "client_id", Long.toString(client.id()),
            "redirect_uri", CALLBACK,
            "scope", "openid read",
            "state", "a-state"
        };
        return call("auth-authorization", "parameters", form(concat(usual, more)));
    }

    Result approve(String ticket, Object... more) {
        ObjectNode body = json("ticket", ticket, "subject", "john", "authTime", 1_700_000_000L);
        body.setAll(json(more));
        return call("auth-authorization-issue", Map.of(), Map.of(), body);
    }

    /** Takes a user through the authorization request and returns the code. */
    String code(Registered client, String... more) {
        return approve(authorize(client, more).text("ticket")).text("authorizationCode");
    }

    Result token(Registered client, String... parameters) {
        ObjectNode body = json(
                "parameters", form(parameters),
                "clientId", Long.toString(client.id()));
        if (!client.secret().isEmpty()) {
            body.put("clientSecret", client.secret());
        }
        return call("auth-token", Map.of(), Map.of(), body);
    }

    Result redeem(Registered client, String code, String... more) {
        String[] usual = {"grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK};
        return token(client, concat(usual, more));
    }

    Result refresh(Registered client, String refreshToken, String... more) {
        return token(client, concat(new String[] {"grant_type", "refresh_token", "refresh_token", refreshToken}, more));
    }

    /** Issues tokens by the code flow. */
    Result tokens(Registered client) {
        return redeem(client, code(client));
    }

    Result introspect(String token, String... scopes) {
        return scopes.length == 0
                ? call("auth-introspection", "token", token)
                : call("auth-introspection", "token", token, "scopes", scopes);
    }

    boolean active(String token) {
        return call("auth-introspection-standard", "parameters", form("token", token))
                .content()
                .path("active")
                .asBoolean();
    }

    Result revoke(Registered client, String token) {
        return call(
                "auth-revocation",
                "parameters",
                form("token", token),
                "clientId",
                Long.toString(client.id()),
                "clientSecret",
                client.secret());
    }

    void advance(Duration duration) {
        clock.advance(duration);
    }

    private static String[] concat(String[] first, String[] second) {
        String[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
