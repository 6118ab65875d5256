package dev.dualclient.observation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs every decision at DEBUG. */
public final class DebugLog implements CallListener {

    private static final Logger LOG = LoggerFactory.getLogger("dev.dualclient.decisions");

    private final boolean enabled;

    /** Creates the listener. */
    public DebugLog() {
        this(true);
    }

    /**
     * Creates the listener.
     *
     * @param enabled whether it ever logs
     */
    public DebugLog(boolean enabled) {
        this.enabled = enabled;
    }

    /** Returns whether anything is logged at present. */
    public boolean isOn() {
        return enabled && LOG.isDebugEnabled();
    }

    @Override
    public void onCall(CallEvent event) {
        if (!enabled) {
            return;
        }
        LOG.debug(
                "{} of client {}: {} by {}, planned {} because {}, steps {}, {} ms",
                event.operation(),
                event.client(),
                event.outcome(),
                event.answeredBy(),
                event.plan().order(),
                event.plan().basis(),
                event.steps(),
                event.elapsed().toMillis());
    }
}
