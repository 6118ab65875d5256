package dev.dualclient.test.histories.world;

import java.util.Locale;

/** What can happen to a call of a backend. */
public enum Fault {
    NONE,
    REFUSES_CONNECTIONS,
    HANGS,
    HANGS_AFTER_PROCESSING,
    FAILS,
    FAILS_AFTER_PROCESSING,
    DROPS_AFTER_PROCESSING,
    THROTTLES;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
