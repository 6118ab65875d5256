package dev.dualclient.engine;

import dev.dualclient.call.CallResult;
import dev.dualclient.call.Outcome;
import dev.dualclient.migration.Stage;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.observation.CallListener;
import dev.dualclient.observation.DebugLog;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Plan;
import dev.dualclient.routing.Question;
import dev.dualclient.shadow.ReadListener;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners of every call. Thread-safe. */
final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private static final int MAX_NAME = 200;

    private final DebugLog log = new DebugLog();
    private final List<CallListener> listeners;
    private final List<ReadListener> readers;

    Announcer(List<CallListener> listeners, List<ReadListener> readers) {
        this.listeners = List.copyOf(listeners);
        this.readers = List.copyOf(readers);
    }

    /** Hands on what the secondary has answered, and what the primary can be asked without being spent. */
    void handOn(Question question, Course course, CallResult result) {
        if (course.stage() == Stage.SHADOW
                && question.kind().effect() == Effect.READ
                && course.plan().manner() == Plan.Manner.IN_TURN
                && result.counted().side() == Side.SECONDARY
                && result.answer() != null
                && !question.spends()) {
            for (ReadListener reader : readers) {
                try {
                    reader.onRead(question.call(), result.counted());
                } catch (RuntimeException failure) {
                    LOG.warn("a read listener failed: {}", reader.getClass().getName(), failure);
                }
            }
        }
    }

    void tell(Question question, Course course, CallResult result) {
        if (listeners.isEmpty() && !log.isOn()) {
            return; // an event is made for somebody only
        }
        boolean merged = course.plan().manner() == Plan.Manner.MERGED
                && result.attempts().stream().allMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED);
        CallEvent event = new CallEvent(
                course.began(),
                result.operation().id(),
                question.kind().effect(),
                question.subject() == null ? null : question.subject().kind(),
                client(question, result),
                course.stage(),
                course.plan(),
                course.home(),
                course.steps(),
                result.attempts().stream()
                        .map(attempt -> new CallEvent.Verdict(attempt.side(), attempt.reason()))
                        .toList(),
                result.outcome(),
                result.answer() == null || result.isMalformed() || merged
                        ? null
                        : result.counted().side(),
                course.hedge(),
                course.elapsed());
        log.onCall(event);
        for (CallListener listener : listeners) {
            try {
                listener.onCall(event);
            } catch (RuntimeException failure) {
                LOG.warn("a call listener failed: {}", listener.getClass().getName(), failure);
            }
        }
    }

    /** A call about a token names no client, but its answer does. */
    private static @Nullable String client(Question question, CallResult result) {
        List<String> named = question.names().clients();
        List<String> known = !named.isEmpty() || result.answer() == null
                ? named
                : Revealed.names(result.operation(), result.counted()).clients();
        return known.isEmpty() ? null : printable(known.get(0));
    }

    /** What a request calls its client is whatever somebody sent. */
    private static String printable(String name) {
        return name.length() <= MAX_NAME && name.chars().allMatch(c -> c > ' ' && c < 0x7f) ? name : "(not printable)";
    }
}
