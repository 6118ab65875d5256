package dev.dualclient.test.emulator;

import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls the operations of operators, of clients that register themselves, and those on keys, rightly and wrongly. */
final class ManagementExercises {

    private static final Map<String, String> WRONG_PAGE = Map.of("start", "-1");

    private final Authlete authlete;

    private ManagementExercises(Authlete authlete) {
        this.authlete = authlete;
    }

    static void all(Authlete authlete) {
        ManagementExercises exercises = new ManagementExercises(authlete);
        exercises.services();
        exercises.clients();
        exercises.users();
        exercises.tokens();
        exercises.registration();
        exercises.keys();
    }

    private void services() {
        for (String operation : List.of("service-jwks-get", "service-configuration-get")) {
            authlete.call(operation, Map.of(), Map.of("pretty", "true"), MissingNode.getInstance());
        }
        authlete.call("service-configuration-post");
        authlete.call("misc-echo", Map.of(), Map.of("a", "b"), MissingNode.getInstance());
        lists("service-get-list");
        String created =
                authlete.call("service-create", "serviceName", "Another").text("apiKey");
        for (String service : List.of(created, "1")) {
            Map<String, String> path = Map.of("service", service);
            authlete.read("service-get", path);
            authlete.call("service-update", path, Map.of(), Authlete.json("serviceName", "Yet another"));
            authlete.read("service-delete", path);
        }
    }

    private void lists(String operation) {
        authlete.read(operation, Map.of());
        authlete.call(operation, Map.of(), WRONG_PAGE, MissingNode.getInstance());
    }

    private void clients() {
        Registered client = authlete.client("clientIdAlias", "taken", "description", "All of it");
        authlete.client("clientIdAlias", "taken");
        lists("client-get-list");
        for (String id : List.of(Long.toString(client.id()), "1")) {
            Map<String, String> path = Map.of("clientId", id, "clientIdentifier", id);
            authlete.read("client-get", path);
            authlete.call("client-update", path, Map.of(), Authlete.json("clientName", "Another"));
            authlete.read("client-secret-refresh", path);
            authlete.call("client-secret-update", path, Map.of(), Authlete.json("clientSecret", "chosen"));
            authlete.call("client-lock-flag-update", path, Map.of(), Authlete.json("clientLocked", true));
            authlete.call(
                    "client-requestable-scopes-update",
                    path,
                    Map.of(),
                    Authlete.json("requestableScopes", List.of("read")));
            authlete.read("client-requestable-scopes-get", path);
            authlete.read("client-requestable-scopes-delete", path);
            authlete.read("client-delete", path);
        }
    }

    private void users() {
        Registered client = authlete.client();
        authlete.tokens(client);
        authlete.call("client-authorization-get-list", "subject", "john");
        authlete.call("client-authorization-get-list");
        for (String id : List.of(Long.toString(client.id()), "1")) {
            Map<String, String> path = Map.of("clientId", id);
            JsonNode john = Authlete.json("subject", "john");
            authlete.call("client-granted-scopes-get", path, Map.of(), john);
            authlete.call("client-granted-scopes-delete", path, Map.of(), john);
            authlete.call("client-authorization-update", path, Map.of(), john);
            authlete.call("client-authorization-delete", path, Map.of(), john);
        }
    }

    private void tokens() {
        Registered client = authlete.client();
        ObjectNode wanted = Authlete.json(
                "clientId", client.id(), "grantType", "AUTHORIZATION_CODE", "subject", "john", "accessToken", "chosen");
        authlete.call("auth-token-create", Map.of(), Map.of(), wanted);
        authlete.call("auth-token-create", Map.of(), Map.of(), wanted);
        lists("auth-token-get-list");
        authlete.call("auth-token-update", "accessToken", "chosen", "scopes", List.of("read"));
        authlete.call("auth-token-update", "accessToken", "nobody's");
        authlete.read("auth-token-delete", Map.of("token", "chosen"));
        authlete.read("auth-token-delete", Map.of("token", "chosen"));
        authlete.call("auth-token-revoke", "subject", "john");
        authlete.call("auth-token-revoke");
        if (authlete.server.differences().serviceIdInPath()) {
            JsonNode batch = Authlete.MAPPER.valueToTree(List.of(wanted, Authlete.json("clientId", 1)));
            String id = authlete.call("auth-token-create-batch", Map.of(), Map.of(), batch)
                    .text("requestId");
            authlete.call("auth-token-create-batch");
            authlete.read("auth-token-create-batch-status", Map.of("requestId", id));
            authlete.read("auth-token-create-batch-status", Map.of("requestId", "none"));
        }
    }

    private void registration() {
        Result created = authlete.call("client-registration", "json", "{\"redirect_uris\":[\"https://a.example\"]}");
        authlete.call("client-registration", "json", "none");
        String id = created.content().path("client_id").asString();
        String json = "{\"client_id\":\"" + id + "\"}";
        for (String token : List.of(
                "wrong", created.content().path("registration_access_token").asString())) {
            authlete.call("client-registration-get", "clientId", id, "token", token);
            authlete.call("client-registration-update", "clientId", id, "token", token, "json", json);
            authlete.call("client-registration-delete", "clientId", id, "token", token);
        }
        authlete.call("federation-configuration");
        authlete.call("federation-registration", "trustChain", "[]");
        FederationTest.register(authlete);
        Settings.set(authlete, "federationEnabled", false);
        authlete.call("federation-configuration");
    }

    private void keys() {
        String handle = authlete.call("hsk-create", "kty", "EC", "use", "sig", "alg", "ES256", "hsmName", "google")
                .json()
                .at("/hsk/handle")
                .asString();
        for (String value : List.of(handle, "none")) {
            authlete.read("hsk-get", Map.of("handle", value));
            authlete.read("hsk-get-list", Map.of());
            authlete.read("hsk-delete", Map.of("handle", value));
        }
        Registered client = authlete.client();
        authlete.call("jose-verify", "jose", authlete.tokens(client).text("idToken"));
        authlete.call("jose-verify", "jose", "none");
        Settings.set(authlete, "hsmEnabled", false);
        authlete.call("hsk-create");
        authlete.read("hsk-get-list", Map.of());
    }
}
