package dev.dualclient.custody;

import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Side;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What custody holds of rows of a backend's token list, which name tokens by their hashes. It reads, and remembers nothing.
 * Thread-safe.
 */
public final class ListedRows {

    private final RecordUpdater updater;
    private final Families families;
    private final KeyRing keys;
    private final Kills kills;

    ListedRows(RecordUpdater updater, Families families, KeyRing keys, Kills kills) {
        this.updater = updater;
        this.families = families;
        this.keys = keys;
        this.kills = kills;
    }

    /**
     * A row of a list.
     *
     * @param hashes the hashes of its tokens that have not expired
     * @param names whom the tokens belong to
     */
    public record Row(List<String> hashes, Parties names) {

        /** Copies the list. */
        public Row {
            hashes = List.copyOf(hashes);
        }
    }

    /**
     * What is known of a row.
     *
     * @param known whether custody has heard of any of its tokens
     * @param settled whether no call would ask the secondary about any of its tokens: each is dead, or was used at the
     *     primary, or may have been
     * @param claimedAtSecondary whether the secondary may have used one of its tokens up, without an answer
     * @param takenBySecondary whether the secondary alone is asked about one of its tokens
     */
    public record Standing(boolean known, boolean settled, boolean claimedAtSecondary, boolean takenBySecondary) {}

    /**
     * Judges rows, in one look at the store.
     *
     * @throws StoreUnavailableException if the store is down
     */
    public List<Standing> judge(List<Row> rows) {
        Set<CustodyKey> asked = new HashSet<>();
        List<CustodyKey> tokens = new ArrayList<>();
        for (Row row : rows) {
            row.hashes().stream().map(this::key).forEach(tokens::add);
            asked.addAll(kills.keys(row.names().byId().all()));
        }
        asked.addAll(tokens);
        Map<CustodyKey, CustodyRecord> records =
                updater.lookAhead(new ArrayList<>(asked)).records();
        Map<CustodyKey, CustodyRecord> judged = families.judged(tokens, records);
        return rows.stream().map(row -> judge(row, records, judged)).toList();
    }

    private Standing judge(Row row, Map<CustodyKey, CustodyRecord> records, Map<CustodyKey, CustodyRecord> judged) {
        List<CustodyKey> names = kills.keys(row.names().byId().all());
        boolean known = false;
        boolean settled = true;
        boolean claimed = false;
        boolean taken = false;
        for (String hash : row.hashes()) {
            CustodyRecord record = judged.get(key(hash));
            boolean dead =
                    record != null && record.isKilled() || AcceptanceDecision.isOlderThanKill(record, names, records);
            Side taker = taker(record);
            known |= record != null;
            settled &= dead || taker == Side.PRIMARY;
            taken |= !dead && taker == Side.SECONDARY;
            claimed |= !dead && taker == Side.SECONDARY && record != null && record.level() == CustodyLevel.CLAIMED;
        }
        return new Standing(known, settled, claimed, taken);
    }

    /** Returns the backend that has used a token up, or may have; {@code null} if none has. */
    private static @Nullable Side taker(@Nullable CustodyRecord record) {
        return record != null && record.level().compareTo(CustodyLevel.CLAIMED) >= 0 ? record.side() : null;
    }

    private CustodyKey key(@Nullable String hash) {
        return keys.ofHash(CredentialKind.REFRESH_TOKEN, String.valueOf(hash)); // tokens of both kinds are keyed alike
    }
}
