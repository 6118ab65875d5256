package dev.dualclient.migration.inventory;

import dev.dualclient.call.Outcome;
import dev.dualclient.custody.Parties;
import dev.dualclient.custody.SecretStatuses.Observation;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.json.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a client at the primary alone, each made only if nobody has changed the client through Dual Client since it was
 * observed, and in order with every other change of it. A change that gets no answer is delivered later by the outbox. Every
 * method throws {@link StoreUnavailableException} when the store is down. Implementations are thread-safe.
 */
public interface ClientRepairs {

    /**
     * A change that was made.
     *
     * @param outcome how that ended
     * @param after the client as it is observed from then on
     */
    record Change(Outcome outcome, Observation after) {}

    /**
     * Sets the secret of a client.
     *
     * @param client its names, and its id at the primary
     * @param authenticated whether it may be done although the primary has authenticated the client
     * @return the change, {@code null} if it was not made because the client was changed, or has been authenticated
     */
    @Nullable
    Change setSecret(Observation seen, Parties client, String secret, boolean authenticated);

    /**
     * Changes the metadata of a client.
     *
     * @param client its names, and its id at the primary
     * @param metadata what is to hold, in the words of the API; what it does not mention stays
     * @return the change, {@code null} if it was not made because the client was changed
     */
    @Nullable
    Change amend(Observation seen, Parties client, ObjectNode metadata);

    /**
     * Locks a client.
     *
     * @param client its names, and its id at the primary
     * @return the change, {@code null} if it was not made because the client was changed
     */
    @Nullable
    Change lock(Observation seen, Parties client);
}
