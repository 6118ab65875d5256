package dev.dualclient.migration.inventory;

import dev.dualclient.json.JsonNode;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * How long a kind of token lives by the settings of the service, the attributes of the scopes and the extension of the
 * client. Authlete 2.3 takes the shortest of them; at 3.0 a scope overrides the service, and the client overrides both.
 */
public enum TokenLife {
    /** An access token. */
    ACCESS_TOKEN("accessTokenDuration", "access_token.duration"),
    /** A refresh token. */
    REFRESH_TOKEN("refreshTokenDuration", "refresh_token.duration");

    private final String field;
    private final String attribute;

    TokenLife(String field, String attribute) {
        this.field = field;
        this.attribute = attribute;
    }

    /** Returns the scopes of a service that say how long the tokens live. */
    Set<String> scopes(JsonNode service) {
        Set<String> names = new TreeSet<>();
        for (JsonNode scope : service.path("supportedScopes")) {
            if (ofScope(scope) > 0) {
                names.add(scope.path("name").asString(""));
            }
        }
        return names;
    }

    /**
     * Returns how long a token lives, {@code null} if nothing says it.
     *
     * @param side whose rule applies
     * @param scope the only scope of the token, {@code null} for one that says nothing about it
     */
    @Nullable
    Duration of(Side side, JsonNode service, JsonNode client, @Nullable String scope) {
        long ofService = ofService(service);
        long ofScope = scope == null ? 0 : ofScope(service, scope);
        long ofClient = ofClient(client);
        long seconds = side == Side.SECONDARY
                ? LongStream.of(ofService, ofScope, ofClient)
                        .filter(one -> one > 0)
                        .min()
                        .orElse(0)
                : ofClient > 0 ? ofClient : ofScope > 0 ? ofScope : ofService;
        return seconds > 0 ? Duration.ofSeconds(seconds) : null;
    }

    /** Returns whether all that decides the duration is set alike. */
    boolean isSetAlike(JsonNode one, JsonNode oneClient, JsonNode other, JsonNode otherClient, @Nullable String scope) {
        return ofService(one) == ofService(other)
                && ofClient(oneClient) == ofClient(otherClient)
                && (scope == null || ofScope(one, scope) == ofScope(other, scope));
    }

    /** Returns the longest that any token can live by these settings, {@code null} if nothing says it. */
    @Nullable
    Duration longest(Side side, JsonNode service, JsonNode client) {
        Duration longest = of(side, service, client, null);
        for (String scope : scopes(service)) {
            Duration one = of(side, service, client, scope);
            longest = longest == null || one != null && one.compareTo(longest) > 0 ? one : longest;
        }
        return longest;
    }

    private long ofService(JsonNode service) {
        return service.path(field).asLong(0);
    }

    private long ofClient(JsonNode client) {
        return client.path("extension").path(field).asLong(0);
    }

    private long ofScope(JsonNode service, String name) {
        for (JsonNode scope : service.path("supportedScopes")) {
            if (name.equals(scope.path("name").asString(""))) {
                return ofScope(scope);
            }
        }
        return 0;
    }

    private long ofScope(JsonNode scope) {
        for (JsonNode pair : scope.path("attributes")) {
            if (attribute.equals(pair.path("key").asString(""))) {
                return pair.path("value").asLong(0);
            }
        }
        return 0;
    }
}
