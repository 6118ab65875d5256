package dev.dualclient.benchmarks.load;

import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.benchmarks.stub.Addresses;
import dev.dualclient.benchmarks.way.Request;
import dev.dualclient.benchmarks.way.Tokens;
import dev.dualclient.benchmarks.way.Way;
import dev.dualclient.benchmarks.way.Ways;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The lanes of each point. A way is made once and used at all points where it goes to the same backends. */
final class Lanes implements AutoCloseable {

    private record Key(String name, Request request, boolean secure, int delay) {}

    private static final UnaryOperator<DualAuthleteApiBuilder> HEDGED_AT_ONCE =
            api -> api.rule("auth-introspection", rule -> rule.withHedgeAfter(Duration.ZERO));

    private final Addresses stubs;
    private final Map<Key, Way> ways = new HashMap<>();

    Lanes(Addresses stubs) {
        this.stubs = stubs;
    }

    List<Lane> of(Point point) {
        Ways make = new Ways(stubs, point.secure(), point.request());
        int delay = point.delay();
        Tokens tokens = point.tokens();
        List<Lane> lanes = new ArrayList<>();
        String home = Lane.DIRECT + " " + tokens.home();
        lanes.add(new Lane(Lane.DIRECT, way(home, point, () -> make.direct(tokens.home(), delay)), tokens));
        Way dual = way(Lane.DUAL, point, () -> make.dual(delay, delay, UnaryOperator.identity()));
        lanes.add(new Lane(Lane.DUAL, dual, tokens));
        if (point.request() == Request.INTROSPECTION) {
            lanes.add(new Lane(Lane.NAIVE, way(Lane.NAIVE, point, () -> make.naive(delay, delay)), tokens));
        }
        switch (tokens) {
            case OF_PRIMARY -> lanes.add(new Lane(Lane.SDK, way(Lane.SDK, point, () -> make.sdk(delay)), tokens));
            case OF_SECONDARY -> lanes.add(new Lane(Lane.DUAL_OF_PRIMARY, dual, Tokens.OF_PRIMARY));
            case NEW_OF_SECONDARY -> {
                lanes.add(new Lane(Lane.DUAL_OF_PRIMARY, dual, Tokens.OF_PRIMARY));
                lanes.add(new Lane(
                        Lane.HEDGED, way(Lane.HEDGED, point, () -> make.dual(delay, delay, HEDGED_AT_ONCE)), tokens));
            }
            case OF_NOBODY, NEW_OF_NOBODY -> {
                // the vendor's client asks one backend alone
            }
        }
        return lanes;
    }

    private Way way(String name, Point point, Supplier<Way> make) {
        return ways.computeIfAbsent(new Key(name, point.request(), point.secure(), point.delay()), key -> make.get());
    }

    @Override
    public void close() {
        ways.values().forEach(Way::close);
    }
}
