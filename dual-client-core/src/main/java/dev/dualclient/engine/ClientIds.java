package dev.dualclient.engine;

import dev.dualclient.migration.ClientNames;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;

/** Finds the clients that an operator names, at any backend that may still be asked. Thread-safe. */
final class ClientIds implements ClientNames {

    private final CallContexts contexts;
    private final boolean secondary;
    private final Duration each;

    /**
     * Creates a finder.
     *
     * @param secondary whether there is a secondary
     * @param each the budget of each backend
     */
    ClientIds(CallContexts contexts, boolean secondary, Duration each) {
        this.contexts = contexts;
        this.secondary = secondary;
        this.each = each;
    }

    @Override
    public Client resolve(String name) {
        CallContext context = contexts.ofNobody();
        boolean both = secondary && context.stage() != Stage.PRIMARY_ONLY;
        List<Side> sides = both ? List.of(Side.values()) : List.of(Side.PRIMARY);
        ClientLookUp.Finding found = ClientLookUp.find(name, sides, context, each);
        if (found.id() != null) {
            return new Client(found.id(), Certainty.KNOWN);
        }
        return new Client(name, found.isUnclear() ? Certainty.UNCLEAR : Certainty.UNKNOWN);
    }
}
