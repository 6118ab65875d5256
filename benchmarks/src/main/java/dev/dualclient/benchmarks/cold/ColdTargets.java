package dev.dualclient.benchmarks.cold;

import dev.dualclient.benchmarks.report.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is to be reached in the first seconds. */
final class ColdTargets {

    private static final int SECONDS = 10;

    /** What a client is to serve beside the vendor's, where many call. */
    private record Goal(Client client, int delay, double limit) {

        Optional<Target> of(List<Series> all) {
            return all.stream()
                    .filter(series -> series.client() == client)
                    .filter(series -> series.point().callers() == Point.MANY
                            && series.point().delay() == delay)
                    .map(series -> Target.atLeast(
                            limit,
                            client.words() + " / sdk, calls in the first " + SECONDS + " s at " + delay + " ms",
                            series.ratio(series.beside(Client.SDK, all), run -> run.calls(SECONDS)),
                            series.point().toString()))
                    .min(Comparator.comparingDouble(Target::value));
        }
    }

    private ColdTargets() {}

    /** Returns all targets of a comparison. */
    static List<Target> of(List<Series> all) {
        boolean aot = Runtime.version().feature() >= 25;
        List<Target> targets = new ArrayList<>();
        for (Goal goal : List.of(
                new Goal(Client.DUAL, 5, 0.90),
                new Goal(Client.DUAL, 0, 0.70),
                new Goal(Client.DUAL_WARMED_UP, 5, 0.95),
                new Goal(Client.DUAL_WARMED_UP, 0, 0.95),
                new Goal(Client.DUAL_WITH_ARCHIVE, 5, aot ? 1.0 : 0.95),
                new Goal(Client.DUAL_WITH_ARCHIVE, 0, aot ? 0.95 : 0.80))) {
            goal.of(all).ifPresent(targets::add);
        }
        return targets;
    }
}
