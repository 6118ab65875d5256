package dev.dualclient.migration.carryover;

import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.shadow.Differences;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Compares copies with their originals, by what introspection shows of both. Thread-safe. */
final class CopyCheck {

    /** How many copies of each client and grant type are compared, unless all are. */
    private static final int FIRST = 20;

    private static final long PRECISION = 2;

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

    /** Returns the names of the fields in which a copy differs; when it expires, {@link #isAsLong} compares. */
    static List<String> differences(JsonNode original, JsonNode copy) {
        Set<String> fields = new TreeSet<>(Differences.between(stripped(original), stripped(copy)));
        return List.copyOf(fields);
    }

    /**
     * Whether the primary has given a copy the life that was asked for: it could keep its own durations. Told by the
     * primary's own word of how long that is, for the clocks of two machines differ.
     *
     * @param creation the answer to the creation
     */
    static boolean isAsLong(JsonNode creation, long seconds) {
        JsonNode life = creation.path("expiresIn");
        return !life.isNumber() || Math.abs(life.asLong() - seconds) <= PRECISION;
    }

    private static JsonNode stripped(JsonNode answer) {
        return answer instanceof ObjectNode object ? object.deepCopy().remove(UNCOMPARED) : answer;
    }
}
