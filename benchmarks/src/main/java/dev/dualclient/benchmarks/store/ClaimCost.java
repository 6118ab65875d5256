package dev.dualclient.benchmarks.store;

import dev.dualclient.benchmarks.report.Command;
import dev.dualclient.benchmarks.report.Outcome;
import dev.dualclient.benchmarks.report.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Measures what it adds to a token request that its refresh token has to be claimed in a shared store: the time in the
 * store, beside that of requests about tokens that need no claim, in round trips made at the same time.
 */
public final class ClaimCost {

    private static final int TURNS = 2_000;
    private static final int WARM_UP = 3_000;
    private static final int BLOCK = 100;

    private ClaimCost() {}

    /**
     * Measures, in about a minute.
     *
     * @param options {@code --docs} also writes docs/performance.md
     */
    public static void main(String[] options) throws IOException {
        try (Servers servers = new Servers();
                Trial postgres = new Trial("PostgreSQL", servers.postgres());
                Trial redis = new Trial("Redis", servers.redis())) {
            List<Trial> trials = List.of(postgres, redis);
            turns(trials, WARM_UP);
            trials.forEach(Trial::begin);
            turns(trials, TURNS);
            List<Target> targets = new ArrayList<>();
            for (Trial trial : trials) {
                targets.add(target("before", trial, Trial.Span::before));
                targets.add(target("after", trial, Trial.Span::after));
            }
            new Outcome(Command.CLAIMS, targets, figures(trials)).tell(List.of(options));
        }
        System.exit(0); // the threads of a driver may not end by themselves
    }

    /** In blocks, for whoever comes after another one finds the processor's memory full of that one's. */
    private static void turns(List<Trial> trials, int turns) {
        for (int done = 0; done < turns; done += BLOCK) {
            for (Trial trial : trials) {
                for (int i = 0; i < BLOCK; i++) {
                    trial.turn();
                }
            }
        }
    }

    /** To a tenth: what is compared with one round trip is one. */
    private static Target target(String when, Trial trial, Function<Trial.Span, Trial.Part> part) {
        double added = part.apply(trial.claimed()).micros()
                - part.apply(trial.unclaimed()).micros();
        return Target.atMost(
                1,
                "token request with a claim: p50 added " + when + ", in round trips",
                Math.rint(10 * added / trial.trip().micros()) / 10,
                trial.name());
    }

    private static String figures(List<Trial> trials) {
        StringBuilder text = new StringBuilder("In the store, at the median of ").append(TURNS);
        text.append(" requests:\n\n| store | refresh token | round trips before | µs | round trips after | µs |")
                .append(" µs of a round trip beside |\n|---|---|--:|--:|--:|--:|--:|\n");
        for (Trial trial : trials) {
            row(text, trial, "claimed", trial.claimed());
            row(text, trial, "issued here by the primary", trial.unclaimed());
        }
        return text.toString();
    }

    private static void row(StringBuilder text, Trial trial, String token, Trial.Span span) {
        text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | %.0f | %.2f | %.0f | %.0f |%n",
                trial.name(),
                token,
                span.before().tripsEach(),
                span.before().micros(),
                span.after().tripsEach(),
                span.after().micros(),
                trial.trip().micros()));
    }
}
