package dev.dualclient.migration.inventory;

import dev.dualclient.migration.report.Result;
import java.time.Instant;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How the consents of users stand at both backends. Authlete lists no consents and creates none by API: only users whose
 * tokens are listed can be asked about, and whoever consented at the secondary alone may be asked once more at the primary.
 * A user is counted once for each client. Immutable.
 *
 * @param at when the reading began
 * @param clients the clients that the primary knows, by id
 * @param clientsMissing the clients that it does not know: what is counted of these is no missing consent, but a missing
 *     client, and {@link Repair#IMPORT_CLIENTS} comes first
 * @param problem why not all tokens could be listed, so that there are users of whom nothing is known; {@code null} if all
 *     were
 */
public record ConsentReport(
        Instant at,
        List<ClientConsents> clients,
        List<ClientConsents> clientsMissing,
        @Nullable String problem) {

    /** Copies the lists. */
    public ConsentReport {
        clients = List.copyOf(clients);
        clientsMissing = List.copyOf(clientsMissing);
    }

    /** Returns the sum of a count over the clients that the primary knows. */
    public int sum(ToIntFunction<ClientConsents> count) {
        return clients.stream().mapToInt(count).sum();
    }

    /** Returns of how many users, of those in the lists, it is not known what they consented to. */
    public int unknown() {
        return sum(ClientConsents::unknown)
                + clientsMissing.stream().mapToInt(ClientConsents::unknown).sum();
    }

    /**
     * Returns {@link Result#UNKNOWN} if something could not be read, {@link Result#WARN} if users will be asked once more or a
     * client is missing, else {@link Result#OK}.
     */
    public Result result() {
        if (problem != null || unknown() > 0) {
            return Result.UNKNOWN;
        }
        boolean asked = sum(ClientConsents::onlyAtSecondary) + sum(ClientConsents::different) > 0;
        return asked || !clientsMissing.isEmpty() ? Result.WARN : Result.OK;
    }
}
