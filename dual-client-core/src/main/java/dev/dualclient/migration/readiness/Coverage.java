package dev.dualclient.migration.readiness;

import dev.dualclient.custody.ListedRows;
import dev.dualclient.custody.Parties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows of the secondary with those of the primary, of one client: which living row would not be served as it
 * is now, if the secondary were gone. It keeps numbers of the primary's rows, and counts of the secondary's. Not thread-safe.
 */
final class Coverage {

    private static final long TOLERANCE = 2_000;

    private final ListedRows custody;
    private final String client;
    private final long now;
    private final Map<Long, Copy> copies = new HashMap<>();
    private long uncovered;
    private long latestExpiry;
    private boolean renewable;
    private long leastUsed = Long.MAX_VALUE;
    private long stranger;
    private long doubts;
    private long lastAccessExpiry;
    private long longestLife;

    Coverage(ListedRows custody, String client, Instant now) {
        this.custody = custody;
        this.client = client;
        this.now = now.toEpochMilli();
    }

    /** A row of the primary. */
    private record Copy(long access, long refresh, long accessExpires, long refreshExpires, long content) {}

    /** Remembers rows of the primary. */
    void primary(List<ListedToken> rows) {
        for (ListedToken row : rows) {
            Copy copy = new Copy(
                    hash(row.access()), hash(row.refresh()), row.accessExpires(), row.refreshExpires(), row.content());
            if (row.refresh() != null) {
                copies.put(copy.refresh, copy);
            }
            if (row.access() != null) {
                copies.put(copy.access, copy);
            }
        }
    }

    private static long hash(@Nullable String token) {
        return token == null ? 0 : ListedToken.hash(token);
    }

    /** Judges rows of the secondary. */
    void secondary(List<ListedToken> rows) {
        List<ListedToken> living = new ArrayList<>();
        List<ListedRows.Row> asked = new ArrayList<>();
        for (ListedToken row : rows) {
            if (row.lives(now)) {
                living.add(row);
                asked.add(
                        new ListedRows.Row(row.living(now), new Parties(List.of(client), row.subject(), null, client)));
            }
        }
        List<ListedRows.Standing> standings = asked.isEmpty() ? List.of() : custody.judge(asked);
        for (int at = 0; at < living.size(); at++) {
            judge(living.get(at), standings.get(at));
        }
    }

    private void judge(ListedToken row, ListedRows.Standing standing) {
        if (!standing.known()) {
            stranger = Math.max(stranger, row.written());
        }
        doubts += standing.claimedAtSecondary() ? 1 : 0;
        lastAccessExpiry = Math.max(lastAccessExpiry, row.accessExpires());
        if (row.refresh() != null && row.refreshExpires() != ListedToken.NEVER) {
            longestLife = Math.max(longestLife, row.refreshExpires() - row.written());
        }
        if (!standing.settled() && (standing.takenBySecondary() || !isCopied(row))) {
            uncovered++;
            latestExpiry = Math.max(latestExpiry, row.expires());
            renewable |= row.refreshLives(now);
            leastUsed = Math.min(leastUsed, row.written());
        }
    }

    private boolean isCopied(ListedToken row) {
        Copy copy = copies.get(hash(row.refreshLives(now) ? row.refresh() : row.access()));
        return copy != null
                && copy.content == row.content()
                && (!row.refreshLives(now)
                        || copy.refresh == hash(row.refresh()) && lasts(copy.refreshExpires, row.refreshExpires()))
                && (!row.accessLives(now)
                        || copy.access == hash(row.access()) && lasts(copy.accessExpires, row.accessExpires()));
    }

    private static boolean lasts(long copy, long original) {
        return copy == ListedToken.NEVER || original != ListedToken.NEVER && copy >= original - TOLERANCE;
    }

    ClientEvidence evidence(Instant round, ClientEvidence.End end, ClientStanding standing, long rows) {
        return new ClientEvidence(
                round,
                Instant.ofEpochMilli(now),
                end,
                standing,
                rows,
                uncovered,
                instant(latestExpiry),
                renewable,
                instant(leastUsed == Long.MAX_VALUE ? 0 : leastUsed),
                instant(stranger),
                doubts,
                instant(lastAccessExpiry),
                longestLife / 1_000);
    }

    private static Instant instant(long millis) {
        return millis == ListedToken.NEVER ? ClientEvidence.NEVER : Instant.ofEpochMilli(millis);
    }
}
