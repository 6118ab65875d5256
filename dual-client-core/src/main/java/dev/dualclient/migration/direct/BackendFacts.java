package dev.dualclient.migration.direct;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.json.JsonNode;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a backend tells of itself and its service, without secrets and private keys. Each part has the attempt by which it
 * was read; a part that was not asked for, because nothing answered before, ended with {@link Reason#OUT_OF_TIME} or with
 * the failure of the first one. Immutable.
 *
 * @param side the backend
 * @param information how {@code /api/info} was answered
 * @param version the version that it tells, {@code null} if it could not be read
 * @param keys how the JWK set was answered
 * @param jwks the public keys as they were answered, {@code null} if they could not be read
 * @param configuration how the discovery document was answered
 * @param discovery the discovery document; missing if it could not be read
 * @param settings how the service was answered
 * @param service the settings of the service; missing if they could not be read
 * @param privateKeys the {@code kid}s of the keys of which the service has the private half, as far as it is shown
 * @param tokens how the token list was answered
 * @param tokenCount how many rows the token list has, {@code null} if it could not be read
 * @param hashesAsExpected whether the listed hashes have the form of a SHA-256; {@code null} if the list is empty or could
 *     not be read
 */
public record BackendFacts(
        Side side,
        Attempt information,
        @Nullable String version,
        Attempt keys,
        @Nullable String jwks,
        Attempt configuration,
        JsonNode discovery,
        Attempt settings,
        JsonNode service,
        Set<String> privateKeys,
        Attempt tokens,
        @Nullable Long tokenCount,
        @Nullable Boolean hashesAsExpected) {

    private static final String CLIENT_COUNT = "clientCount";

    /** Copies the set. */
    public BackendFacts {
        privateKeys = Set.copyOf(privateKeys);
    }

    /** Returns what is known of a backend that nothing was asked of. */
    public static BackendFacts unread(Side side, Attempt why) {
        JsonNode none = JsonNode.missing();
        return new BackendFacts(side, why, null, why, null, why, none, why, none, Set.of(), why, null, null);
    }

    /** Returns whether the backend has answered anything at all. */
    public boolean isReached() {
        return information.answer() != null || keys.answer() != null;
    }

    /** Returns whether the backend takes our API credentials. */
    public boolean isAuthorized() {
        return keys.outcome() == Outcome.ACCEPTED;
    }

    /** Returns whether the settings of the service could be read. */
    public boolean hasSettings() {
        return service.isObject();
    }

    /** Returns how many clients the service has, whoever may view them; {@code null} if it does not tell. */
    public @Nullable Integer clientCount() {
        for (JsonNode pair : service.path("metadata")) {
            String value = pair.path("value").asString("");
            if (CLIENT_COUNT.equals(pair.path("key").asString("")) && value.matches("\\d{1,9}")) {
                return Integer.valueOf(value);
            }
        }
        return null;
    }

    /** Returns a duration of the settings in seconds, {@code null} if it is not set or could not be read. */
    public @Nullable Duration duration(String field) {
        long seconds = service.path(field).asLong(0);
        return seconds > 0 ? Duration.ofSeconds(seconds) : null;
    }

    /** Reads a backend. Nothing is asked after the first request that nobody answers. */
    public static BackendFacts read(Conversation backend, String serviceId) {
        return new FactsReader(backend, serviceId).read();
    }
}
