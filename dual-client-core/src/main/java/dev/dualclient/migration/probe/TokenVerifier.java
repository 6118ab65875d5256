package dev.dualclient.migration.probe;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.migration.direct.Conversation;
import dev.dualclient.migration.direct.DirectAccess;
import dev.dualclient.migration.probe.TokenVerification.Standing;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Side;
import dev.dualclient.shadow.Differences;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one token at both backends, past custody, and tells by name in which fields they differ. It asks the standard
 * introspection first: Authlete removes an expired access token at its first introspection of the other kind. Thread-safe.
 */
public final class TokenVerifier {

    private static final Duration BUDGET = Duration.ofSeconds(30);

    /** What is about the answer, or differs from backend to backend by nature. */
    private static final Set<String> UNCOMPARED = Set.of(
            "action",
            "resultCode",
            "resultMessage",
            "responseContent",
            "tokenId",
            "serviceAttributes",
            "clientAttributes");

    private final DirectAccess access;

    /** Creates a verifier. */
    public TokenVerifier(DirectAccess access) {
        this.access = access;
    }

    /**
     * Verifies a token.
     *
     * @param token the token, which is neither kept nor repeated
     * @param kind {@link CredentialKind#ACCESS_TOKEN} or {@link CredentialKind#REFRESH_TOKEN}
     * @throws IllegalArgumentException if it is of another kind, or empty
     */
    public TokenVerification verify(String token, CredentialKind kind) {
        if (token.isBlank()) {
            throw new IllegalArgumentException("token is missing: write the token to be verified");
        }
        String hint = switch (kind) {
            case ACCESS_TOKEN -> "access_token";
            case REFRESH_TOKEN -> "refresh_token";
            default -> throw new IllegalArgumentException("kind is " + kind + ": write access-token or refresh-token");
        };
        Map<Side, Standing> standings = new EnumMap<>(Side.class);
        Map<Side, JsonNode> told = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            Conversation backend = access.with(side, BUDGET);
            if (backend != null) {
                Attempt standard = introspect(backend, token, hint);
                Standing standing = standing(standard);
                standings.put(side, standing);
                JsonNode details = standing != Standing.ACTIVE
                        ? null
                        : kind == CredentialKind.ACCESS_TOKEN ? details(backend, token) : content(standard);
                if (details != null) {
                    told.put(side, details);
                }
            }
        }
        return new TokenVerification(standings, differing(told));
    }

    private static Attempt introspect(Conversation backend, String token, String hint) {
        String form = "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8) + "&token_type_hint=" + hint;
        return backend.ask(ApiCall.of(Catalogue.operation("auth-introspection-standard"))
                .body(JsonFormat.write(Map.of("parameters", form)))
                .build());
    }

    private static Standing standing(Attempt standard) {
        if (standard.outcome() == Outcome.ACCEPTED) {
            return Standing.ACTIVE;
        }
        boolean told = standard.reason() == Reason.UNKNOWN_CREDENTIAL || standard.reason() == Reason.SAID_NO;
        return told ? Standing.INACTIVE : Standing.UNKNOWN;
    }

    private static @Nullable JsonNode details(Conversation backend, String token) {
        Attempt own = backend.ask(ApiCall.of(Catalogue.operation("auth-introspection"))
                .body(JsonFormat.write(Map.of("token", token)))
                .build());
        ApiResponse answer = own.answer();
        return answer == null ? null : answer.json();
    }

    private static @Nullable JsonNode content(Attempt standard) {
        ApiResponse answer = standard.answer();
        String content = answer == null ? null : answer.value("/responseContent");
        return content == null || !content.startsWith("{") ? null : JsonFormat.read(content);
    }

    private static List<String> differing(Map<Side, JsonNode> told) {
        if (!(told.get(Side.PRIMARY) instanceof ObjectNode primary)
                || !(told.get(Side.SECONDARY) instanceof ObjectNode secondary)) {
            return List.of();
        }
        return Differences.between(compared(secondary), compared(primary));
    }

    private static ObjectNode compared(ObjectNode told) {
        ObjectNode compared = told.deepCopy();
        compared.remove(UNCOMPARED);
        if (compared.path("clientIdAlias")
                .asString("")
                .equals(compared.path("clientId").asString(""))) {
            compared.remove("clientIdAlias"); // 3.0 gives every client its id as an alias
        }
        return compared;
    }
}
