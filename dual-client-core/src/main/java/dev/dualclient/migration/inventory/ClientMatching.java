package dev.dualclient.migration.inventory;

import dev.dualclient.json.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Matches the clients of the secondary with those of the primary: by id, as the vendor's migrator does, and only to suggest
 * a pair by alias or entity id. The primary's are added first. Not thread-safe.
 */
final class ClientMatching {

    private static final FieldComparison FIELDS = new FieldComparison(Fields.OF_CLIENT);

    private final Map<String, HeldClient> primary = new LinkedHashMap<>();
    private final Map<String, HeldClient> byOtherName = new HashMap<>();
    private final Map<String, HeldClient> pending = new HashMap<>();
    private final Map<String, ClientComparison> found = new LinkedHashMap<>();
    private final Set<String> matched = new HashSet<>();

    void addPrimary(HeldClient client) {
        primary.put(client.id(), client);
        String origin = PendingImport.originOf(client);
        if (origin != null) {
            pending.put(origin, client);
            return;
        }
        client.names().clients().stream()
                .filter(name -> !name.equals(client.id()))
                .forEach(name -> byOtherName.put(name, client));
    }

    /** Returns the client of an id at the primary, {@code null} if it has shown none. */
    @Nullable
    HeldClient atPrimary(String id) {
        return primary.get(id);
    }

    /** Returns the clients of the primary. */
    Iterable<HeldClient> atPrimary() {
        return primary.values();
    }

    /**
     * Compares a client of the secondary.
     *
     * @param whole whether what the primary has not shown is known not to be there
     */
    void addSecondary(HeldClient client, boolean whole) {
        HeldClient same = primary.get(client.id());
        if (same != null) {
            matched.add(same.id());
            found.put(client.id(), both(client, same));
            return;
        }
        HeldClient unfinished = pending.get(client.id());
        HeldClient pair = unfinished == null ? pair(client) : unfinished;
        if (pair != null) {
            matched.add(pair.id());
        }
        ClientState state = unfinished != null
                ? ClientState.PENDING_IMPORT
                : pair != null
                        ? ClientState.ALIAS_PAIR
                        : whole ? ClientState.ONLY_AT_SECONDARY : ClientState.UNREADABLE;
        found.put(client.id(), alone(client, state, pair));
    }

    private @Nullable HeldClient pair(HeldClient client) {
        return client.names().clients().stream()
                .map(byOtherName::get)
                .filter(one -> one != null)
                .findFirst()
                .orElse(null);
    }

    private static ClientComparison both(HeldClient secondary, HeldClient primary) {
        JsonNode one = secondary.json();
        JsonNode other = primary.json();
        List<FieldDifference> differences = new ArrayList<>(FIELDS.between(one, other));
        String second = secondary.secondName();
        if (second != null && !second.equals(primary.alias())) {
            differences.add(new FieldDifference("clientIdAlias", Severity.WARN));
        }
        SecretComparison secret = secrets(secondary, primary);
        boolean differs = differences.stream().anyMatch(field -> field.severity() == Severity.MUST_MATCH);
        ClientState state = secret == SecretComparison.DIFFERENT
                ? ClientState.SECRET_DIFFERS
                : differs
                        ? ClientState.DIFFERENT
                        : secret == SecretComparison.HIDDEN ? ClientState.UNREADABLE : ClientState.SAME;
        return new ClientComparison(
                secondary.id(),
                second,
                state,
                secret,
                differences,
                primary.id(),
                other.path("inScopeForTokenMigration").asBoolean(false),
                isSelfManaged(one));
    }

    private static SecretComparison secrets(HeldClient secondary, HeldClient primary) {
        if (!secondary.hasSecret() || !primary.hasSecret()) {
            return SecretComparison.NONE;
        } else if (secondary.secret() == null || primary.secret() == null) {
            return SecretComparison.HIDDEN;
        }
        return secondary.secret().equals(primary.secret()) ? SecretComparison.EQUAL : SecretComparison.DIFFERENT;
    }

    private static ClientComparison alone(HeldClient client, ClientState state, @Nullable HeldClient pair) {
        return new ClientComparison(
                client.id(),
                client.secondName(),
                state,
                SecretComparison.NONE,
                List.of(),
                pair == null ? null : pair.id(),
                false,
                isSelfManaged(client.json()));
    }

    private static boolean isSelfManaged(JsonNode client) {
        return client.path("dynamicallyRegistered").asBoolean(false)
                || !client.path("registrationAccessTokenHash").asString("").isEmpty();
    }

    /**
     * Returns all comparisons.
     *
     * @param whole whether what the secondary has not shown is known not to be there
     */
    List<ClientComparison> result(boolean whole) {
        List<ClientComparison> all = new ArrayList<>(found.values());
        for (HeldClient client : primary.values()) {
            if (!matched.contains(client.id())) {
                ClientState state = whole ? ClientState.ONLY_AT_PRIMARY : ClientState.UNREADABLE;
                all.add(new ClientComparison(
                        client.id(),
                        client.secondName(),
                        state,
                        SecretComparison.NONE,
                        List.of(),
                        client.id(),
                        false,
                        false));
            }
        }
        return all;
    }
}
