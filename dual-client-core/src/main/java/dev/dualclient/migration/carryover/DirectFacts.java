package dev.dualclient.migration.carryover;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Time;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads clients at both backends and the service at the primary, and keeps what it has read for ten minutes. */
final class DirectFacts implements MigrationFacts {

    private static final Operation CLIENT_GET = Catalogue.operation("client-get");
    private static final Operation SERVICE_GET = Catalogue.operation("service-get");
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration BUDGET = Duration.ofSeconds(5);
    private static final int MANY = 10_000;
    private static final String SERVICE = "";

    /** What has to be the same at both backends, or a copy would be used in another way than its original. */
    private static final List<String> SAME = List.of(
            "clientType",
            "tokenAuthMethod",
            "tokenAuthSignAlg",
            "jwks",
            "jwksUri",
            "selfSignedCertificateKeyId",
            "tlsClientAuthSubjectDn",
            "tlsClientAuthSanDns",
            "tlsClientAuthSanUri",
            "tlsClientAuthSanIp",
            "tlsClientAuthSanEmail",
            "subjectType",
            "sectorIdentifierUri",
            "dpopRequired",
            "tlsClientCertificateBoundAccessTokens");

    /** The methods by which a client authenticates with the secret that it shares with the server. */
    private static final Set<String> BY_SECRET =
            Set.of("CLIENT_SECRET_BASIC", "CLIENT_SECRET_POST", "CLIENT_SECRET_JWT");

    private final Backends backends;
    private final String serviceId;
    private final Cache<String, ClientFacts> clients;
    private final Cache<String, ServiceFacts> services;

    DirectFacts(Backends backends, String serviceId, Time time) {
        this.backends = backends;
        this.serviceId = serviceId;
        this.clients = Caffeine.newBuilder()
                .ticker(time::nanoTime)
                .executor(Runnable::run)
                .expireAfterWrite(FRESH)
                .maximumSize(MANY)
                .build();
        this.services = Caffeine.newBuilder()
                .ticker(time::nanoTime)
                .executor(Runnable::run)
                .expireAfterWrite(FRESH)
                .maximumSize(1)
                .build();
    }

    @Override
    public @Nullable ClientFacts client(String id) {
        ClientFacts known = clients.getIfPresent(id);
        if (known != null) {
            return known;
        }
        ApiCall call = ApiCall.of(CLIENT_GET).path("clientId", id).build();
        JsonNode original = body(backends.ask(Side.SECONDARY, call, BUDGET));
        Attempt attempt = backends.ask(Side.PRIMARY, call, BUDGET);
        JsonNode copy = body(attempt);
        if (original == null || copy == null && attempt.outcome() != Outcome.UNRECOGNIZED) {
            return null;
        }
        ClientFacts facts = copy == null ? unknownAtPrimary() : facts(original, copy);
        clients.put(id, facts);
        return facts;
    }

    private static ClientFacts unknownAtPrimary() {
        return new ClientFacts(false, false, false, false, false, false, false, false, null);
    }

    private static ClientFacts facts(JsonNode original, JsonNode copy) {
        String secret = original.path("clientSecret").asString("");
        boolean confidential = BY_SECRET.contains(copy.path("tokenAuthMethod").asString(""));
        boolean some = copy.path("extension").path("requestableScopesEnabled").asBoolean(false);
        return new ClientFacts(
                isSame(original, copy),
                text(original, "clientId").equals(text(copy, "clientId")),
                isSet(original, "locked") || isSet(copy, "locked"),
                texts(copy.path("grantTypes")).contains("REFRESH_TOKEN"),
                !confidential,
                !secret.isEmpty() && secret.equals(copy.path("clientSecret").asString("")),
                isSet(copy, "singleAccessTokenPerSubject"),
                isSet(copy, "inScopeForTokenMigration"),
                some ? texts(copy.path("extension").path("requestableScopes")) : null);
    }

    private static boolean isSame(JsonNode original, JsonNode copy) {
        return SAME.stream().allMatch(field -> text(original, field).equals(text(copy, field)))
                && texts(original.path("grantTypes")).equals(texts(copy.path("grantTypes")));
    }

    @Override
    public @Nullable ServiceFacts primary() {
        ServiceFacts known = services.getIfPresent(SERVICE);
        if (known != null) {
            return known;
        }
        JsonNode service = body(backends.ask(
                Side.PRIMARY, ApiCall.of(SERVICE_GET).path("service", serviceId).build(), BUDGET));
        if (service == null) {
            return null;
        }
        Set<String> scopes = new HashSet<>();
        service.path("supportedScopes")
                .forEach(scope -> scopes.add(scope.path("name").asString("")));
        ServiceFacts facts = new ServiceFacts(
                scopes, !text(service, "accessTokenSignAlg").isEmpty(), isSet(service, "singleAccessTokenPerSubject"));
        services.put(SERVICE, facts);
        return facts;
    }

    private static @Nullable JsonNode body(Attempt attempt) {
        ApiResponse answer = attempt.answer();
        return attempt.outcome() == Outcome.ACCEPTED
                ? Objects.requireNonNull(answer).json()
                : null;
    }

    private static boolean isSet(JsonNode json, String field) {
        return json.path(field).asBoolean(false);
    }

    /** Nothing, {@code null} and {@code false} mean the same, and so do a number and its text. */
    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        String text = value.isValueNode() ? value.asString("") : value.toString();
        return value.isMissingNode() || value.isNull() || text.equals("false") ? "" : text;
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(text -> texts.add(text.asString("")));
        return texts;
    }
}
