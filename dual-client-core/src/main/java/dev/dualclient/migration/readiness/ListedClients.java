package dev.dualclient.migration.readiness;

import dev.dualclient.json.JsonNode;
import dev.dualclient.operation.Side;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The clients of both backends, as their client lists show them, and how those of the secondary stand at the primary as far
 * as that can be seen from there. Holds no secret, but a hash of one while it compares. Not thread-safe.
 */
final class ListedClients {

    private static final Set<String> COMPARED = Set.of(
            "clientType",
            "redirectUris",
            "grantTypes",
            "responseTypes",
            "tokenAuthMethod",
            "jwksUri",
            "jwks",
            "subjectType",
            "idTokenSignAlg");

    private final Map<Side, Map<String, Listed>> clients = new EnumMap<>(Side.class);
    private final Map<String, String> byAliasAtPrimary = new HashMap<>();

    ListedClients() {
        for (Side side : Side.values()) {
            clients.put(side, new HashMap<>());
        }
    }

    /**
     * A client.
     *
     * @param content a hash of what is compared
     * @param secret a hash of its secret, {@code null} if the list does not show it
     * @param usesSecret whether it authenticates by its secret
     * @param registered whether it was registered dynamically, and has a registration token
     */
    private record Listed(long content, @Nullable Long secret, boolean usesSecret, boolean registered) {}

    /** Takes a client of a list. */
    void add(Side side, JsonNode client) {
        String id = client.path("clientId").asString("");
        StringBuilder content = new StringBuilder();
        for (String field : new TreeSet<>(COMPARED)) {
            JsonNode value = client.path(field);
            boolean absent = value.isMissingNode() || value.isNull() || value.isEmpty() && value.isContainer();
            content.append(field)
                    .append('=')
                    .append(absent ? "" : sorted(value))
                    .append('\n');
        }
        String secret = client.path("clientSecret").asString("");
        String method = client.path("tokenAuthMethod").asString("").toUpperCase(Locale.ROOT);
        boolean confidential =
                client.path("clientType").asString("").toUpperCase(Locale.ROOT).equals("CONFIDENTIAL");
        of(side).put(
                        id,
                        new Listed(
                                ListedToken.hash(content.toString()),
                                secret.isEmpty() ? null : (Long) ListedToken.hash(secret),
                                confidential && (method.isEmpty() || method.startsWith("CLIENT_SECRET")),
                                client.path("dynamicallyRegistered").asBoolean(false)));
        String alias = client.path("clientIdAlias").asString("");
        if (side == Side.PRIMARY && !alias.isEmpty()) {
            byAliasAtPrimary.put(alias, id);
        }
    }

    private static String sorted(JsonNode value) {
        TreeSet<String> parts = new TreeSet<>();
        if (value.isArray()) {
            value.forEach(part -> parts.add(part.toString()));
            return parts.toString();
        }
        return value.toString();
    }

    private Map<String, Listed> of(Side side) {
        return clients.computeIfAbsent(side, any -> new HashMap<>());
    }

    /** Returns the ids of the clients of the secondary. */
    Set<String> atSecondary() {
        return new TreeSet<>(of(Side.SECONDARY).keySet());
    }

    /**
     * Returns how a client of the secondary stands at the primary.
     *
     * @param secretIsEqual whether custody knows that its secret is the same
     */
    ClientStanding standing(String id, boolean secretIsEqual) {
        Listed old = of(Side.SECONDARY).get(id);
        Listed next = of(Side.PRIMARY).get(id);
        if (old == null) {
            return ClientStanding.UNKNOWN;
        }
        if (next == null) {
            return byAliasAtPrimary.containsKey(id) ? ClientStanding.ALIAS_PAIR : ClientStanding.MISSING;
        }
        if (old.content != next.content) {
            return ClientStanding.DIFFERENT;
        }
        if (old.usesSecret && !secretIsEqual) {
            if (old.secret == null || next.secret == null) {
                return ClientStanding.SECRET_UNKNOWN;
            }
            if (!old.secret.equals(next.secret)) {
                return ClientStanding.SECRET_DIFFERENT;
            }
        }
        return old.registered ? ClientStanding.REGISTRATION_TOKEN : ClientStanding.SAME;
    }
}
