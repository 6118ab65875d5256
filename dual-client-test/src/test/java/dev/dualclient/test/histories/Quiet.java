package dev.dualclient.test.histories;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Silence: a line for each of some million calls would take longer than the calls. */
public final class Quiet {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.dualclient");

    private Quiet() {}

    /** Does something without logging. */
    public static void during(Runnable action) {
        Level usual = LOG.getLevel();
        LOG.setLevel(Level.OFF);
        try {
            action.run();
        } finally {
            LOG.setLevel(usual);
        }
    }
}
