package dev.dualclient.observation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs every decision at DEBUG. */
public final class DebugLog implements CallListener {

    private static final Logger LOG = LoggerFactory.getLogger("dev.dualclient.decisions");

    /** Creates the listener. */
    public DebugLog() {}

    /** Returns whether anything is logged at present. */
    public boolean isOn() {
        return LOG.isDebugEnabled();
    }

    @Override
    public void onCall(CallEvent event) {
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
