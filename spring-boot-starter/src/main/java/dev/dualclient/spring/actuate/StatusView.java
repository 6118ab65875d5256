package dev.dualclient.spring.actuate;

import dev.dualclient.custody.CustodyCounts;
import dev.dualclient.custody.OutboxState;
import dev.dualclient.migration.Stages;
import dev.dualclient.observation.BackendState;
import dev.dualclient.observation.EngineState;
import dev.dualclient.operation.Side;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the engine stands, as the endpoint shows it. */
record StatusView(StagesView stages, Map<String, Backend> backends, Custody custody) {

    record Backend(
            String circuit,
            boolean reached,
            List<String> rejectedCredentials,
            int freePlaces,
            Connections connections,
            Outbox outbox) {

        static Backend of(BackendState state, OutboxState pending) {
            return new Backend(
                    state.guard().circuit().toLowerCase(Locale.ROOT).replace('_', '-'),
                    state.reached(),
                    Kebab.ofAll(state.guard().rejectedCredentials()),
                    state.guard().freePlaces(),
                    new Connections(
                            state.guard().pool().leased(),
                            state.guard().pool().idle(),
                            state.guard().pool().max()),
                    new Outbox(
                            pending.rows(),
                            pending.blocking(),
                            pending.oldest().toString(),
                            pending.delivered(),
                            pending.failed(),
                            pending.discarded()));
        }
    }

    record Connections(int leased, int idle, int max) {}

    record Outbox(int rows, int blocking, String oldest, long delivered, long failed, long discarded) {}

    record Custody(
            String store,
            long hints,
            long remembered,
            long outageCache,
            @Nullable Long stored) {}

    static StatusView of(EngineState state, Stages stages) {
        Map<String, Backend> backends = new TreeMap<>();
        state.backends()
                .forEach((side, backend) -> backends.put(Kebab.of(side), Backend.of(backend, pending(state, side))));
        CustodyCounts counts = state.custody();
        return new StatusView(
                StagesView.of(stages),
                backends,
                new Custody(
                        Kebab.of(state.store()),
                        counts.hints(),
                        counts.remembered(),
                        counts.outageCache(),
                        counts.stored().isPresent() ? counts.stored().getAsLong() : null));
    }

    private static OutboxState pending(EngineState state, Side side) {
        return Objects.requireNonNull(state.outbox().get(side));
    }
}
