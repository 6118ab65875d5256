package dev.dualclient.test.scenarios;

import dev.dualclient.test.server.Faults;
import java.util.function.Consumer;

/** What may be wrong with a backend for some steps of a {@link History}. */
enum Outage {
    NONE(faults -> {}),
    REFUSES_CONNECTIONS(Faults::refuseConnections),
    FAILS_BEFORE_PROCESSING(faults -> faults.onAll().answer(500)),
    FAILS_AFTER_PROCESSING(faults -> faults.onAll().afterProcessing().answer(500)),
    ANSWERS_NOTHING(faults -> faults.onAll().drop()),
    ANSWERS_NO_USE(faults -> faults.on("auth-token").afterProcessing().drop()),
    ANSWERS_NO_REVOCATION(
            faults -> faults.on("auth-revocation").afterProcessing().drop()),
    FAILS_LOOK_UPS(faults -> faults.on("auth-introspection-standard").answer(500)),
    FAILS_LISTS(faults -> faults.on("auth-token-get-list").answer(500));

    private final Consumer<Faults> begin;

    Outage(Consumer<Faults> begin) {
        this.begin = begin;
    }

    void begin(Faults faults) {
        begin.accept(faults);
    }
}
