package dev.dualclient.migration.direct;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads what a backend tells of itself, once. Secrets and private keys are dropped as soon as they are read. */
final class FactsReader {

    private static final Pattern SHA_256 = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final JsonNode NOTHING = JsonNode.missing();

    /** Fields of a service that hold secrets or private keys. */
    private static final Set<String> SECRETS = Set.of(
            "apiSecret",
            "authenticationCallbackApiSecret",
            "developerAuthenticationCallbackApiSecret",
            "snsCredentials",
            "developerSnsCredentials",
            "jwks",
            "federationJwks",
            "credentialJwks",
            "hsks");

    private final Conversation backend;
    private final String serviceId;

    FactsReader(Conversation backend, String serviceId) {
        this.backend = backend;
        this.serviceId = serviceId;
    }

    BackendFacts read() {
        Attempt information = ask(Catalogue.serverInformation());
        if (information.answer() == null) {
            return BackendFacts.unread(backend.side(), information);
        }
        Attempt keys = ask(Catalogue.operation("service-jwks-get"));
        boolean authorized = keys.outcome() == Outcome.ACCEPTED;
        Attempt discovery = authorized ? ask(Catalogue.operation("service-configuration-get")) : keys;
        Attempt settings = authorized ? settings() : keys;
        Attempt tokens = authorized ? backend.ask(firstToken()) : keys;
        JsonNode service = body(settings);
        Set<String> privateKeys = privateKeys(service);
        JsonNode rows = body(tokens);
        JsonNode total = rows.path("totalCount");
        return new BackendFacts(
                backend.side(),
                information,
                text(body(information).path("version")),
                keys,
                authorized ? body(keys).toString() : null,
                discovery,
                authorized ? body(discovery) : NOTHING,
                settings,
                withoutSecrets(service),
                privateKeys,
                tokens,
                total.isNumber() ? (Long) total.asLong() : null,
                hashes(rows.path("accessTokens")));
    }

    private Attempt ask(Operation operation) {
        return backend.ask(ApiCall.of(operation).build());
    }

    private Attempt settings() {
        return serviceId.isEmpty()
                ? Attempt.notSent(backend.side(), Reason.LOOK_UP_FAILED)
                : backend.ask(ApiCall.of(Catalogue.operation("service-get"))
                        .path("service", serviceId)
                        .build());
    }

    private static ApiCall firstToken() {
        return ApiCall.of(Catalogue.operation("auth-token-get-list"))
                .query("start", "0")
                .query("end", "1")
                .build();
    }

    private static JsonNode body(Attempt attempt) {
        ApiResponse answer = attempt.answer();
        JsonNode json = attempt.outcome() != Outcome.ACCEPTED || answer == null ? null : answer.json();
        return json == null ? NOTHING : json;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() && !node.asString().isEmpty() ? node.asString() : null;
    }

    private static JsonNode withoutSecrets(JsonNode service) {
        if (!(service instanceof ObjectNode object)) {
            return NOTHING;
        }
        ObjectNode shown = object.deepCopy();
        shown.remove(SECRETS);
        return shown;
    }

    /** A private key has a member {@code d} (RFC 7518 section 6); it is looked at and not kept. */
    private static Set<String> privateKeys(JsonNode service) {
        Set<String> ids = new TreeSet<>();
        String jwks = text(service.path("jwks"));
        if (jwks != null) {
            try {
                for (JsonNode key : JsonFormat.read(jwks).path("keys")) {
                    if (key.has("d")) {
                        ids.add(key.path("kid").asString(""));
                    }
                }
            } catch (JacksonException unreadable) {
                return Set.of();
            }
        }
        return ids;
    }

    private static @Nullable Boolean hashes(JsonNode rows) {
        if (!rows.isArray() || rows.isEmpty()) {
            return null;
        }
        for (JsonNode row : rows) {
            String hash = text(row.path("accessTokenHash"));
            hash = hash == null ? text(row.path("refreshTokenHash")) : hash;
            if (hash == null || !SHA_256.matcher(hash).matches()) {
                return false;
            }
        }
        return true;
    }
}
