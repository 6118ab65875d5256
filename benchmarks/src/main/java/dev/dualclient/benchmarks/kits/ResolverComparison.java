package dev.dualclient.benchmarks.kits;

import dev.dualclient.benchmarks.report.Command;
import dev.dualclient.benchmarks.report.Outcome;
import dev.dualclient.benchmarks.report.Target;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * What the providers kit adds to a request with a JWT, beside Spring Security's own resolver of issuers. The applications
 * run side by side and take turns. Spring's resolver is there twice: by how much its two figures differ, the others may be
 * off.
 */
public final class ResolverComparison {

    private static final int ROUNDS = 60;
    private static final int REQUESTS = 500;
    private static final int WARM_UP_ROUNDS = 40;
    private static final double MOST = 1.05;

    private ResolverComparison() {}

    /**
     * Compares, in a minute and a half.
     *
     * @param options {@code --docs} also writes docs/performance.md
     */
    public static void main(String[] options) throws Exception {
        try (Issuer one = new Issuer();
                Issuer other = new Issuer();
                Lane spring = new Lane("Spring's resolver", Service.withSpring(one, other), one.token());
                Lane again = new Lane("the same again", Service.withSpring(one, other), one.token());
                Lane kit = new Lane("the kit", Service.withKit(one, other, false), one.token());
                Lane header =
                        new Lane("the kit with an identity header", Service.withKit(one, other, true), one.token())) {
            List<Lane> lanes = List.of(spring, again, kit, header);
            measure(lanes);
            List<Target> targets = List.of(target(kit, spring), target(header, spring));
            new Outcome(Command.KITS, targets, figures(lanes, spring)).tell(List.of(options));
        }
    }

    private static Target target(Lane lane, Lane base) {
        return Target.atMost(
                MOST, "providers kit / Spring's resolver: CPU of a request with a JWT", lane.ratio(base), lane.name());
    }

    private static void measure(List<Lane> lanes) throws IOException {
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            for (Lane lane : lanes) {
                lane.call(REQUESTS);
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < lanes.size(); i++) {
                lanes.get((round + i) % lanes.size()).measure(REQUESTS);
            }
        }
    }

    private static String figures(List<Lane> lanes, Lane base) {
        StringBuilder text =
                new StringBuilder("| application | CPU of a request, µs | to the first |\n|---|--:|--:|\n");
        for (Lane lane : lanes) {
            text.append(
                    String.format(Locale.ROOT, "| %s | %.1f | %.3f |%n", lane.name(), lane.median(), lane.ratio(base)));
        }
        return text.toString();
    }
}
