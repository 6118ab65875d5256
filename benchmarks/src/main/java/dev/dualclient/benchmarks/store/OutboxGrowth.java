package dev.dualclient.benchmarks.store;

import dev.dualclient.benchmarks.report.Command;
import dev.dualclient.benchmarks.report.Outcome;
import dev.dualclient.benchmarks.report.Target;
import dev.dualclient.benchmarks.store.LongOutbox.Cost;
import dev.dualclient.custody.CustodyStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Measures what rows of the outbox cost that are not due, in PostgreSQL and in Redis: the same with 10 of them and with a
 * million, with one secret and while secrets are rotated.
 */
public final class OutboxGrowth {

    private static final int FEW = 10;

    private OutboxGrowth() {}

    /**
     * Measures, in some minutes.
     *
     * @param options {@code --docs} also writes docs/performance.md; {@code --quick} stops at 100,000 rows
     */
    public static void main(String[] options) throws IOException {
        boolean quick = List.of(options).contains("--quick");
        List<Integer> sizes = quick ? List.of(FEW, 100_000) : List.of(FEW, 100_000, 1_000_000);
        List<Target> targets = new ArrayList<>();
        StringBuilder figures = new StringBuilder("| store | rows | secrets | tick, ms of processor time | look, µs |")
                .append(" write and remove, µs |\n|---|--:|--:|--:|--:|--:|\n");
        try (Servers servers = new Servers()) {
            measure("PostgreSQL", servers::postgres, sizes, targets, figures);
            measure("Redis", servers::redis, sizes, targets, figures);
        }
        new Outcome(Command.OUTBOX, targets, figures.toString()).tell(List.of(options));
        System.exit(0); // the threads of a driver may not end by themselves
    }

    private static void measure(
            String store,
            Supplier<CustodyStore> open,
            List<Integer> sizes,
            List<Target> targets,
            StringBuilder figures) {
        try (LongOutbox outbox = new LongOutbox(open)) {
            List<List<Cost>> costs = new ArrayList<>();
            for (int size : sizes) {
                outbox.grow(size);
                List<Cost> both = List.of(outbox.measure(false), outbox.measure(true));
                costs.add(both);
                for (int secrets = 1; secrets <= 2; secrets++) {
                    Cost cost = both.get(secrets - 1);
                    figures.append(String.format(
                            Locale.ROOT,
                            "| %s | %,d | %d | %.2f | %.0f | %.0f |%n",
                            store,
                            size,
                            secrets,
                            cost.tick(),
                            cost.look(),
                            cost.change()));
                }
            }
            double tick = costs.stream()
                    .flatMap(List::stream)
                    .mapToDouble(Cost::tick)
                    .max()
                    .orElseThrow();
            targets.add(Target.atMost(10, "long outbox: ms of processor time a tick", tick, store));
            targets.add(Target.atMost(1.5, "long outbox / short one: look", ratio(costs, Cost::look), store));
            targets.add(Target.atMost(1.5, "long outbox / short one: change", ratio(costs, Cost::change), store));
        }
    }

    /** Returns the worst of what a long outbox is to a short one. */
    private static double ratio(List<List<Cost>> costs, ToDoubleFunction<Cost> figure) {
        double worst = 0;
        for (List<Cost> size : costs) {
            for (int secrets = 0; secrets < size.size(); secrets++) {
                double few = figure.applyAsDouble(costs.get(0).get(secrets));
                worst = Math.max(worst, figure.applyAsDouble(size.get(secrets)) / few);
            }
        }
        return worst;
    }
}
