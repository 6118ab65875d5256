package dev.dualclient.test.load;

import java.util.function.ToDoubleFunction;

/** What a {@link Journal} shows over time. */
enum Measure {
    REQUESTS("requests a second", Second::requests),
    AVAILABILITY("availability in %", Second::availability),
    WRONG("wrong answers", Second::wrong),
    P50("p50 in ms", second -> second.millis(50)),
    P99("p99 in ms", second -> second.millis(99)),
    HEAP("heap in MB", Second::heapMegabytes),
    THREADS("threads", Second::threads);

    private final String words;
    private final ToDoubleFunction<Second> value;

    Measure(String words, ToDoubleFunction<Second> value) {
        this.words = words;
        this.value = value;
    }

    String words() {
        return words;
    }

    double of(Second second) {
        return value.applyAsDouble(second);
    }
}
