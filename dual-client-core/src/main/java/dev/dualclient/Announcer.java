package dev.dualclient;

import dev.dualclient.backend.Outcome;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.observation.CallListener;
import dev.dualclient.routing.Plan;
import dev.dualclient.routing.Question;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners of every call. Thread-safe. */
final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(DualClient.class);

    private static final int MAX_NAME = 200;

    private final List<CallListener> listeners;

    Announcer(List<CallListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    void tell(Question question, Course course, CallResult result) {
        boolean merged = course.plan().manner() == Plan.Manner.MERGED
                && result.attempts().stream().allMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED);
        CallEvent event = new CallEvent(
                course.began(),
                result.operation().id(),
                question.names().clients().isEmpty()
                        ? null
                        : printable(question.names().clients().get(0)),
                course.stage(),
                course.plan(),
                course.home(),
                course.steps(),
                result.outcome(),
                result.answer() == null || merged ? null : result.counted().side(),
                course.elapsed());
        for (CallListener listener : listeners) {
            try {
                listener.onCall(event);
            } catch (RuntimeException failure) {
                LOG.warn("a call listener failed: {}", listener.getClass().getName(), failure);
            }
        }
    }

    /** What a request calls its client is whatever somebody sent. */
    private static String printable(String name) {
        return name.length() <= MAX_NAME && name.chars().allMatch(c -> c > ' ' && c < 0x7f) ? name : "(not printable)";
    }
}
