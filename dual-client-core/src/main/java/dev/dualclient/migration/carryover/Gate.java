package dev.dualclient.migration.carryover;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CarriedRows.Standing;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.Parties;
import dev.dualclient.migration.carryover.MigrationFacts.ClientFacts;
import dev.dualclient.migration.carryover.MigrationFacts.ServiceFacts;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides whether a row may be carried over: only what the primary's copy can show, and can do, exactly. Thread-safe. */
final class Gate {

    private final Custody custody;
    private final MigrationFacts facts;
    private final Set<String> secretMigrated;
    private final Duration minRemaining;
    private final Time time;

    Gate(Custody custody, MigrationFacts facts, Set<String> secretMigrated, Duration minRemaining, Time time) {
        this.custody = custody;
        this.facts = facts;
        this.secretMigrated = Set.copyOf(secretMigrated);
        this.minRemaining = minRemaining;
        this.time = time;
    }

    /** Returns why a row is not carried over, {@code null} if it may be. */
    @Nullable
    CarryReason objection(Candidate candidate, Original original) {
        CarryReason ofToken = ofToken(candidate, original);
        if (ofToken != null) {
            return ofToken;
        }
        CarryReason ofRow = ofRow(candidate, original);
        return ofRow != null ? ofRow : ofClient(candidate, original);
    }

    private @Nullable CarryReason ofToken(Candidate candidate, Original original) {
        if (original.hasGrant()) {
            return CarryReason.GRANT;
        } else if (original.hasClaims()) {
            return CarryReason.CLAIMS;
        } else if (candidate.jwt()) {
            return CarryReason.JWT;
        } else if (original.isBound()) {
            return CarryReason.BOUND;
        } else if (original.hasNarrowerResources()) {
            return CarryReason.RESOURCES;
        } else if (original.isForAttachment()) {
            return CarryReason.ATTACHMENT;
        }
        return candidate.narrowed() ? CarryReason.SCOPES : ofLife(candidate, original);
    }

    private @Nullable CarryReason ofLife(Candidate candidate, Original original) {
        long soonest = time.now().plus(minRemaining).toEpochMilli();
        boolean refreshLives = candidate.refresh() == null || candidate.refreshExpiresAt() >= soonest;
        return original.expiresAt() >= soonest && refreshLives ? null : CarryReason.LIFE;
    }

    private @Nullable CarryReason ofRow(Candidate candidate, Original original) {
        Standing standing = custody.carriedRows().standing(candidate.row(original));
        return switch (standing) {
            case FREE -> null;
            case CARRIED -> CarryReason.ONCE;
            case AT_PRIMARY, USED_AT_PRIMARY, USED_AT_SECONDARY, PENDING, DEAD -> CarryReason.CUSTODY;
        };
    }

    private @Nullable CarryReason ofClient(Candidate candidate, Original original) {
        ClientFacts client = facts.client(original.client());
        ServiceFacts service = client == null ? null : facts.primary();
        if (client == null || service == null) {
            return CarryReason.UNREADABLE;
        } else if (!client.sameId()) {
            return CarryReason.NAMES;
        } else if (!client.same() || client.locked() || candidate.refresh() != null && !client.refreshes()) {
            return CarryReason.CLIENT;
        } else if (!client.secretless() && !client.equalSecret() && !isAuthenticated(original.client())) {
            return CarryReason.SECRET;
        } else if (client.single() || service.single()) {
            return CarryReason.SINGLE;
        } else if (service.jwt()) {
            return CarryReason.JWT;
        }
        List<String> scopes = original.scopes();
        boolean available = service.scopes().containsAll(scopes)
                && (client.scopes() == null || client.scopes().containsAll(scopes));
        return available ? null : CarryReason.SCOPES;
    }

    /** Whether the primary is told to copy tokens of a client itself. */
    boolean isMigrated(String client) {
        ClientFacts known = facts.client(client);
        return known != null && known.migrated();
    }

    private boolean isAuthenticated(String client) {
        return secretMigrated.contains(client)
                || custody.of(null, Parties.ofClients(List.of(client))).clientAuthenticated();
    }
}
