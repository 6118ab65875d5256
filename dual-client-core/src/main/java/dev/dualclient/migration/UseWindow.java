package dev.dualclient.migration;

import java.time.Duration;

/** How far back it is counted who needs the secondary. */
public enum UseWindow {
    /** The last hour, to five minutes. */
    HOUR("1h", Duration.ofHours(1), Duration.ofMinutes(5)),
    /** The last 24 hours, to the hour. */
    DAY("24h", Duration.ofHours(24), Duration.ofHours(1)),
    /** The last 7 days, to six hours. */
    WEEK("7d", Duration.ofDays(7), Duration.ofHours(6));

    private final String text;
    private final Duration length;
    private final Duration step;

    UseWindow(String text, Duration length, Duration step) {
        this.text = text;
        this.length = length;
        this.step = step;
    }

    /** Returns the window as metrics have it: {@code 24h}. */
    public String text() {
        return text;
    }

    /** Returns how long it is. */
    public Duration length() {
        return length;
    }

    /** Returns how precise it is: uses are counted by such steps. */
    Duration step() {
        return step;
    }
}
