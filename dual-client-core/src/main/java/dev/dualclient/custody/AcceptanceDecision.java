package dev.dualclient.custody;

import dev.dualclient.operation.Side;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What custody says of an acceptance, and the rules by which it is believed. Immutable.
 *
 * @param verdict whether it is believed
 * @param entries the pending rows that block it
 * @param earlierKills the kills of many, by their ids, that hold or may yet hold for those whom it names: what it issued
 *     came after them
 */
public record AcceptanceDecision(AcceptanceVerdict verdict, List<OutboxEntry> entries, Set<String> earlierKills) {

    static final AcceptanceDecision NOTHING_AGAINST_IT = of(AcceptanceVerdict.FINE);

    /** Returns a decision without pending rows and earlier kills. */
    static AcceptanceDecision of(AcceptanceVerdict verdict) {
        return new AcceptanceDecision(verdict, List.of(), Set.of());
    }

    /**
     * Judges.
     *
     * @param token the key of the accepted token, {@code null} if the call was about none
     * @param returned the keys of what the acceptance returned: a repeat can bring again what has died since
     * @param names the keys of all whom the answer reveals
     * @param ids the same without what is only another name of a client
     * @param records what the store holds of all of them, of a token with the kills of its family
     * @param entries the pending rows that name any of them
     * @param side the backend that accepted
     */
    static AcceptanceDecision of(
            @Nullable CustodyKey token,
            List<CustodyKey> returned,
            List<CustodyKey> names,
            List<CustodyKey> ids,
            Map<CustodyKey, CustodyRecord> records,
            List<OutboxEntry> entries,
            Side side) {
        CustodyRecord record = token == null ? null : records.get(token);
        if (ids.stream().map(records::get).anyMatch(name -> name != null && name.isForGood())) {
            return of(AcceptanceVerdict.OF_DELETED_CLIENT);
        }
        boolean again =
                returned.stream().map(records::get).anyMatch(before -> before != null && before.isKilledBy(names));
        if (again
                || record != null && record.isKilledBy(names)
                || token != null && isOlderThanKill(record, ids, records)) {
            return of(AcceptanceVerdict.DEAD);
        }
        List<OutboxEntry> pending = entries.stream()
                .filter(entry ->
                        entry.side() == side && (entry.names(names) || token != null && entry.names(List.of(token))))
                .toList();
        Set<String> earlier = returned.isEmpty() ? Set.of() : killsBefore(record, names, records, pending);
        if (!pending.isEmpty()) {
            return new AcceptanceDecision(AcceptanceVerdict.PENDING, pending, earlier);
        }
        return new AcceptanceDecision(AcceptanceVerdict.FINE, List.of(), earlier);
    }

    /**
     * Also those under way, if the backend has done its part; and those after which the accepted token was issued, for
     * whom it was issued to is not always told.
     */
    private static Set<String> killsBefore(
            @Nullable CustodyRecord token,
            List<CustodyKey> names,
            Map<CustodyKey, CustodyRecord> records,
            List<OutboxEntry> pending) {
        Set<String> undone = pending.stream().map(OutboxEntry::kill).collect(Collectors.toSet());
        Stream<String> ofNames = names.stream()
                .map(records::get)
                .filter(Objects::nonNull)
                .flatMap(name -> name.kills().stream())
                .map(Kill::id)
                .filter(kill -> !undone.contains(kill));
        Stream<String> ofToken = token == null ? Stream.of() : token.earlierKills().stream();
        return Stream.concat(ofNames, ofToken).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a bulk kill covers it: it has no mark that it was issued after that kill. */
    static boolean isOlderThanKill(
            @Nullable CustodyRecord record, List<CustodyKey> names, Map<CustodyKey, CustodyRecord> records) {
        return names.stream().anyMatch(name -> {
            CustodyRecord of = records.get(name);
            Kill last = of == null ? null : of.lastSure();
            return last != null && (record == null || !record.isAfter(last));
        });
    }
}
