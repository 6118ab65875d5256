package dev.dualclient.migration.inventory;

import dev.dualclient.custody.SecretStatuses;
import dev.dualclient.custody.SecretStatuses.Observation;
import dev.dualclient.json.JsonNode;
import dev.dualclient.migration.direct.BackendFacts;
import dev.dualclient.migration.direct.Conversation;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reading of both backends, and their comparison. The primary's clients are read first, then what custody counts of
 * them, then the secondary's: so what is concluded from equal secrets holds unless custody counts a change meanwhile. Reads
 * alone; writes nothing. Not thread-safe.
 */
final class Survey {

    private static final int MOST_DURATIONS = 1000;

    private final InventorySettings settings;
    private final SecretStatuses statuses;
    private final boolean observing;
    private final ClientMatching matching = new ClientMatching();
    private final Map<String, Observation> observations = new HashMap<>();
    private final List<DurationDifference> durations = new ArrayList<>();
    private @Nullable Duration longestRefreshToken;

    /**
     * Creates a survey.
     *
     * @param observing whether what custody counts is noted, so that something can be concluded or changed
     */
    Survey(InventorySettings settings, SecretStatuses statuses, boolean observing) {
        this.settings = settings;
        this.statuses = statuses;
        this.observing = observing;
    }

    /**
     * Reads and compares.
     *
     * @param primary the conversation with the primary, {@code null} to leave its clients out
     * @param secondary the conversation with the secondary, {@code null} to leave its clients out
     */
    InventoryReport run(
            BackendFacts primaryFacts,
            @Nullable Conversation primary,
            BackendFacts secondaryFacts,
            @Nullable Conversation secondary,
            Instant now) {
        ListView first = list(primary, primaryFacts, matching::addPrimary);
        if (observing) {
            matching.atPrimary().forEach(this::observe);
        }
        boolean settingsKnown = primaryFacts.hasSettings() && secondaryFacts.hasSettings();
        ListView second = list(secondary, secondaryFacts, client -> {
            matching.addSecondary(client, first.isWhole());
            if (settingsKnown) {
                compareDurations(client, secondaryFacts.service(), primaryFacts.service());
            }
        });
        return new InventoryReport(
                now,
                first,
                second,
                services(primaryFacts, secondaryFacts),
                KeyComparison.of(primaryFacts.jwks(), secondaryFacts.jwks()),
                matching.result(second.complete()),
                durations,
                longest(primaryFacts, secondaryFacts));
    }

    private ListView list(@Nullable Conversation backend, BackendFacts facts, Consumer<HeldClient> found) {
        return backend == null
                ? ListView.unread(facts.keys().description())
                : new ClientList(backend, settings.page(), settings.maxClients()).read(facts.clientCount(), found);
    }

    private void observe(HeldClient client) {
        Observation seen = statuses.observe(client.names());
        if (seen != null) {
            observations.put(client.id(), seen);
        }
    }

    /** Returns what custody counted of a client before the secondary was asked, {@code null} if something is owed of it. */
    @Nullable
    Observation observation(String id) {
        return observations.get(id);
    }

    /** Returns the client of an id as the primary has shown it. */
    @Nullable
    HeldClient atPrimary(String id) {
        return matching.atPrimary(id);
    }

    private static ServiceComparison services(BackendFacts primary, BackendFacts secondary) {
        FieldComparison fields = new FieldComparison(Fields.OF_SERVICE);
        if (primary.hasSettings() && secondary.hasSettings()) {
            return new ServiceComparison(
                    ServiceComparison.Basis.SETTINGS, fields.between(secondary.service(), primary.service()));
        } else if (primary.discovery().isObject() && secondary.discovery().isObject()) {
            return new ServiceComparison(
                    ServiceComparison.Basis.DISCOVERY,
                    DiscoveryFields.between(secondary.discovery(), primary.discovery()));
        }
        return new ServiceComparison(ServiceComparison.Basis.NOTHING, List.of());
    }

    private void compareDurations(HeldClient client, JsonNode secondary, JsonNode primary) {
        HeldClient other = matching.atPrimary(client.id());
        if (other == null) {
            return;
        }
        JsonNode one = client.json();
        JsonNode same = other.json();
        for (TokenLife kind : TokenLife.values()) {
            compare(client.id(), kind, null, secondary, one, primary, same);
            Set<String> scopes = new TreeSet<>(kind.scopes(secondary));
            scopes.addAll(kind.scopes(primary));
            for (String scope : scopes) {
                compare(client.id(), kind, scope, secondary, one, primary, same);
            }
        }
        longer(TokenLife.REFRESH_TOKEN.longest(Side.SECONDARY, secondary, one));
        longer(TokenLife.REFRESH_TOKEN.longest(Side.PRIMARY, primary, same));
    }

    private void compare(
            String id,
            TokenLife kind,
            @Nullable String scope,
            JsonNode secondary,
            JsonNode one,
            JsonNode primary,
            JsonNode same) {
        Duration before = kind.of(Side.SECONDARY, secondary, one, scope);
        Duration after = kind.of(Side.PRIMARY, primary, same, scope);
        boolean equal = before == null ? after == null : before.equals(after);
        if (!equal && durations.size() < MOST_DURATIONS) {
            boolean alike = kind.isSetAlike(secondary, one, primary, same, scope);
            durations.add(new DurationDifference(id, kind, scope, before, after, alike));
        }
    }

    private void longer(@Nullable Duration one) {
        if (one != null && (longestRefreshToken == null || one.compareTo(longestRefreshToken) > 0)) {
            longestRefreshToken = one;
        }
    }

    /** Also of services without clients. */
    private @Nullable Duration longest(BackendFacts primary, BackendFacts secondary) {
        JsonNode nobody = JsonNode.missing();
        longer(TokenLife.REFRESH_TOKEN.longest(Side.PRIMARY, primary.service(), nobody));
        longer(TokenLife.REFRESH_TOKEN.longest(Side.SECONDARY, secondary.service(), nobody));
        return longestRefreshToken;
    }
}
