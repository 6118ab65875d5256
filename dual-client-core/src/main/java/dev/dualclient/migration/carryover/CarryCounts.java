package dev.dualclient.migration.carryover;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what became of rows on this node since its start. Bounded. Thread-safe. */
final class CarryCounts {

    private static final int MOST_CLIENTS = 1_000;

    private final Map<CarryOutcome, LongAdder> outcomes = adders(CarryOutcome.class);
    private final Map<CarryReason, LongAdder> reasons = adders(CarryReason.class);
    private final Cache<String, Client> clients = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(MOST_CLIENTS)
            .build();

    /** What became of the rows of one client. */
    private record Client(LongAdder carried, LongAdder others, Map<CarryReason, LongAdder> reasons) {

        Client() {
            this(new LongAdder(), new LongAdder(), adders(CarryReason.class));
        }
    }

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
        Map<E, LongAdder> adders = new EnumMap<>(type);
        for (E each : type.getEnumConstants()) {
            adders.put(each, new LongAdder());
        }
        return adders;
    }

    void count(CarryResult result) {
        add(outcomes, result.outcome());
        CarryReason reason = result.reason();
        if (reason != null) {
            add(reasons, reason);
        }
        if (!result.client().isEmpty()) {
            Client client = clients.get(result.client(), first -> new Client());
            (result.outcome() == CarryOutcome.CARRIED ? client.carried() : client.others()).increment();
            if (reason != null) {
                add(client.reasons(), reason);
            }
        }
    }

    private static <E extends Enum<E>> void add(Map<E, LongAdder> adders, E which) {
        LongAdder adder = adders.get(which);
        if (adder != null) {
            adder.increment();
        }
    }

    Map<CarryOutcome, Long> outcomes() {
        return sums(outcomes, CarryOutcome.class);
    }

    Map<CarryReason, Long> reasons() {
        return sums(reasons, CarryReason.class);
    }

    private static <E extends Enum<E>> Map<E, Long> sums(Map<E, LongAdder> adders, Class<E> type) {
        Map<E, Long> sums = new EnumMap<>(type);
        adders.forEach((key, adder) -> sums.put(key, adder.sum()));
        return sums;
    }

    /** Returns the clients with most rows, carried or not. */
    List<CarryOverState.Client> clients(int most) {
        return clients.asMap().entrySet().stream()
                .map(entry -> {
                    Map<CarryReason, Long> why = sums(entry.getValue().reasons(), CarryReason.class);
                    why.values().removeIf(count -> count == 0);
                    return new CarryOverState.Client(
                            entry.getKey(),
                            entry.getValue().carried().sum(),
                            entry.getValue().others().sum(),
                            why);
                })
                .sorted(Comparator.comparingLong((CarryOverState.Client client) -> client.carried() + client.others())
                        .reversed()
                        .thenComparing(CarryOverState.Client::id))
                .limit(most)
                .toList();
    }
}
