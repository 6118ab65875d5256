package dev.dualclient.sample.demo;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The steps of a migration, in their order. */
enum MigrationStep {

    /** A user logs in with a client of 2.3. */
    LOG_IN("Log in", "The tokens of “Old Shop” come from 2.3."),

    /** The clients are imported, and the token migrator begins to copy. */
    MIGRATE(
            "Start the token migrator",
            "Log in to “Old Shop” first. Then let 3.0 have the clients of 2.3, and copies of their tokens."),

    /** No grant begins at 2.3 any more. */
    DRAIN("Drain 2.3", "No login begins at 2.3 any more. The migrator is declared finished."),

    /** What 2.3 has issued and nobody can copy expires: codes, tickets, signatures. */
    A_DAY_PASSES("Let a day pass", "Codes, tickets and ID tokens of 2.3 expire within a day. Here, the clocks jump."),

    /** 2.3 is asked for nothing any more. */
    PRIMARY_ONLY("Change to primary-only", "It is refused until the answer above is SAFE."),

    /** 2.3 ends. */
    STOP_SECONDARY("Stop 2.3", "Then press Refresh in the client application: the user is still logged in.");

    private final String title;
    private final String words;

    MigrationStep(String title, String words) {
        this.title = title;
        this.words = words;
    }

    /** Returns what its button says. */
    public String title() {
        return title;
    }

    /** Returns what it does. */
    public String words() {
        return words;
    }

    /** Returns which step it is, from 1. */
    public int number() {
        return ordinal() + 1;
    }

    /** Returns its name in addresses. */
    public String path() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the step after it, {@code null} after the last. */
    @Nullable
    MigrationStep next() {
        return ordinal() + 1 < values().length ? values()[ordinal() + 1] : null;
    }

    /** Returns the step of that name in addresses, {@code null} if there is none. */
    static @Nullable MigrationStep find(String path) {
        for (MigrationStep step : values()) {
            if (step.path().equals(path)) {
                return step;
            }
        }
        return null;
    }
}
