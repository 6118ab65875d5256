package dev.dualclient.migration.carryover;

import dev.dualclient.shadow.Differences;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares copies with their originals, by what introspection shows of both. Thread-safe. */
final class CopyCheck {

    /** How many copies of each client and grant type are compared, unless all are. */
    private static final int FIRST = 20;

    private static final long PRECISION = 2000;

    /** What only a server of version 3.0 tells, and what is not about the token. */
    private static final Set<String> UNCOMPARED = Set.of(
            "expiresAt",
            "resultCode",
            "responseContent",
            "clientAttributes",
            "serviceAttributes",
            "scopeDetails",
            "clientIdAlias",
            "clientIdentifier",
            "tokenId",
            "refreshTokenScopes",
            "metadataDocumentUsed",
            "dpopNonce",
            "cnonce",
            "cnonceDuration",
            "cnonceExpiresAt",
            "issuableCredentials",
            "forCredentialIssuance");

    private final boolean always;
    private final Map<String, AtomicInteger> compared = new ConcurrentHashMap<>();

    CopyCheck(boolean always) {
        this.always = always;
    }

    /** Whether the next copy of a client and grant type is to be compared. */
    boolean isDue(Original original) {
        return always
                || compared.computeIfAbsent(
                                        original.client() + ' ' + original.grantType(), first -> new AtomicInteger())
                                .incrementAndGet()
                        <= FIRST;
    }

    /** Returns the names of the fields in which a copy differs. */
    static List<String> differences(JsonNode original, JsonNode copy) {
        Set<String> fields = new TreeSet<>(Differences.between(stripped(original), stripped(copy)));
        if (!isAsLong(original.path("expiresAt").asLong(0), copy.path("expiresAt").asLong(0))) {
            fields.add("expiresAt");
        }
        return List.copyOf(fields);
    }

    /** Whether a copy expires when its original does, as far as the clocks of the two backends agree. */
    static boolean isAsLong(long original, long copy) {
        return Math.abs(copy - original) <= PRECISION;
    }

    private static JsonNode stripped(JsonNode answer) {
        return answer instanceof ObjectNode object ? object.deepCopy().remove(UNCOMPARED) : answer;
    }
}
