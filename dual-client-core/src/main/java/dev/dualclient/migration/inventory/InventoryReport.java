package dev.dualclient.migration.inventory;

import dev.dualclient.migration.report.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What both backends hold, compared. Immutable, and free of secrets.
 *
 * @param at when the comparison was finished
 * @param primary how much of the clients of the primary was seen
 * @param secondary how much of the clients of the secondary was seen
 * @param service the settings of the service
 * @param keys the public keys
 * @param clients every client, in the order of the secondary's list, then those of the primary alone
 * @param durations tokens that live for another time at the primary, at most 1,000
 * @param longestRefreshToken the longest time that a refresh token can live at either backend, {@code null} if that could not
 *     be read
 */
public record InventoryReport(
        Instant at,
        ListView primary,
        ListView secondary,
        ServiceComparison service,
        KeyComparison keys,
        List<ClientComparison> clients,
        List<DurationDifference> durations,
        @Nullable Duration longestRefreshToken) {

    /** Copies the lists. */
    public InventoryReport {
        clients = List.copyOf(clients);
        durations = List.copyOf(durations);
    }

    /** Returns how many clients are in each state. */
    public Map<ClientState, Integer> counts() {
        Map<ClientState, Integer> counts = new EnumMap<>(ClientState.class);
        clients.forEach(client -> counts.merge(client.state(), 1, Integer::sum));
        return counts;
    }

    /** Returns the clients in a state. */
    public List<ClientComparison> in(ClientState state) {
        return clients.stream().filter(client -> client.state() == state).toList();
    }

    /** Returns whether every client of both backends was seen, and nobody hides one from us. */
    public boolean isWhole() {
        return primary.isWhole() && secondary.complete();
    }

    /**
     * Returns what an operator should think of it: {@link Result#UNKNOWN} if not all could be seen, {@link Result#FAIL} if a
     * setting differs that must match or a lock differs, {@link Result#WARN} if anything else is to be done.
     */
    public Result result() {
        boolean settings = service.differences().stream().anyMatch(one -> one.severity() == Severity.MUST_MATCH);
        boolean locks = clients.stream().anyMatch(client -> client.differsIn("locked"));
        if (settings || locks || !keys.conflicting().isEmpty()) {
            return Result.FAIL;
        } else if (!isWhole() || service.basis() == ServiceComparison.Basis.NOTHING || !keys.comparable()) {
            return Result.UNKNOWN;
        }
        boolean advised = clients.stream().anyMatch(client -> client.advice() != null);
        boolean warned = service.differences().stream().anyMatch(one -> one.severity() == Severity.WARN);
        return advised || warned || !keys.missingAtPrimary().isEmpty() || !durations.isEmpty()
                ? Result.WARN
                : Result.OK;
    }

    /** Returns the client of an id, {@code null} if neither backend has shown it. */
    public @Nullable ClientComparison client(String clientId) {
        return clients.stream()
                .filter(client -> client.clientId().equals(clientId))
                .findFirst()
                .orElse(null);
    }
}
