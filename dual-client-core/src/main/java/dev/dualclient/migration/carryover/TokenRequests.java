package dev.dualclient.migration.carryover;

import dev.dualclient.call.ApiCall;
import dev.dualclient.operation.Catalogue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls of the Authlete Web API that carry-over makes. Stateless. */
final class TokenRequests {

    private static final int PAGE = 100;
    private static final long MARGIN = 1000;

    /** Fields of an introspection that a creation takes by the same name and meaning. */
    private static final List<String> COPIED = List.of(
            "scopes",
            "properties",
            "acr",
            "authTime",
            "authorizationDetails",
            "resources",
            "clientIdAliasUsed",
            "clientEntityIdUsed");

    private TokenRequests() {}

    static ApiCall introspection(String accessToken) {
        return call("auth-introspection", Map.of("token", accessToken));
    }

    /** Asks by OAuth's own introspection (RFC 7662), which tells the type of a token, and of refresh tokens, too. */
    static ApiCall standardIntrospection(String token, String hint) {
        String form = "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8) + "&token_type_hint=" + hint;
        return call("auth-introspection-standard", Map.of("parameters", form));
    }

    static ApiCall userinfo(String accessToken) {
        return call("auth-userinfo", Map.of("token", accessToken));
    }

    static ApiCall revocation(String identifier) {
        return call("auth-token-revoke", Map.of("accessTokenIdentifier", identifier));
    }

    static ApiCall list(String client, @Nullable String subject, int start) {
        ApiCall.Builder call = ApiCall.of(Catalogue.operation("auth-token-get-list"))
                .query("start", Integer.toString(start))
                .query("end", Integer.toString(start + PAGE))
                .query("clientIdentifier", client);
        return (subject == null ? call : call.query("subject", subject)).build();
    }

    /**
     * Returns the creation of a copy, which never outlives its original.
     *
     * @param now in milliseconds since the epoch
     */
    static ApiCall creation(Candidate candidate, Original original, long now) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("grantType", original.grantType());
        body.put("clientId", Long.parseLong(original.client()));
        body.put("subject", original.subject());
        for (String field : COPIED) {
            JsonNode value = original.json().path(field);
            if (!value.isMissingNode() && !value.isNull()) {
                body.put(field, value);
            }
        }
        body.put("accessToken", candidate.access());
        body.put("accessTokenDuration", seconds(original.expiresAt(), now));
        if (candidate.refresh() != null) {
            body.put("refreshToken", candidate.refresh());
            body.put("refreshTokenDuration", seconds(candidate.refreshExpiresAt(), now));
        }
        return call("auth-token-create", body);
    }

    /** Returns for how many seconds a copy is created, of what expires then. */
    static long seconds(long expiresAt, long now) {
        return Math.max(1, (expiresAt - now - MARGIN) / 1000);
    }

    static ApiCall call(String operation, Map<String, ? extends @Nullable Object> body) {
        return ApiCall.of(Catalogue.operation(operation))
                .body(JsonMapper.shared().writeValueAsBytes(body))
                .build();
    }
}
