package dev.dualclient.benchmarks.cold;

import dev.dualclient.benchmarks.stub.Addresses;
import dev.dualclient.benchmarks.stub.Home;
import dev.dualclient.benchmarks.way.Request;
import dev.dualclient.benchmarks.way.Way;
import dev.dualclient.benchmarks.way.Ways;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** A client whose first seconds are measured, and what its operator has switched on. */
enum Client {
    /** The measure: an HTTP client alone. */
    DIRECT,
    /** The vendor's client. */
    SDK,
    /** Dual Client with its defaults. */
    DUAL,
    /** Dual Client that was warmed up before the first call. */
    DUAL_WARMED_UP,
    /** Dual Client in a JVM that has archived classes: AppCDS before Java 25, the AOT cache from there on. */
    DUAL_WITH_ARCHIVE;

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final boolean AOT = Runtime.version().feature() >= 25;

    /** Those that are compared everywhere. */
    static final List<Client> PLAIN = List.of(DIRECT, SDK, DUAL);

    Way way(Addresses stubs, Point point) {
        Ways ways = new Ways(stubs, point.secure(), Request.STANDARD_INTROSPECTION);
        return switch (this) {
            case DIRECT -> ways.direct(Home.PRIMARY, point.delay());
            case SDK -> ways.sdk(point.delay());
            case DUAL_WARMED_UP -> ways.dual(point.delay(), point.delay(), api -> api.warmUp(WARM_UP));
            case DUAL, DUAL_WITH_ARCHIVE -> ways.dual(point.delay(), point.delay(), UnaryOperator.identity());
        };
    }

    /** Returns the options of a JVM that writes an archive when it ends. */
    static List<String> writing(String archive) {
        return List.of((AOT ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive);
    }

    /** Returns the options of the client's JVM. */
    List<String> options(String archive) {
        return this == DUAL_WITH_ARCHIVE
                ? List.of((AOT ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive)
                : List.of();
    }

    /** Returns what it is called in tables. */
    String words() {
        return switch (this) {
            case DIRECT, SDK, DUAL -> name().toLowerCase(Locale.ROOT);
            case DUAL_WARMED_UP -> "dual, warm-up " + WARM_UP.toSeconds() + " s";
            case DUAL_WITH_ARCHIVE -> "dual, " + (AOT ? "AOT cache" : "AppCDS");
        };
    }
}
