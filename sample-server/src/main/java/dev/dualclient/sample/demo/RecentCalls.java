package dev.dualclient.sample.demo;

import dev.dualclient.observation.CallEvent;
import dev.dualclient.observation.CallListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.springframework.stereotype.Component;

/** The latest calls of the Authlete API, the newest first. Thread-safe. */
@Component
final class RecentCalls implements CallListener {

    private static final int LIMIT = 20;

    private final Deque<RecentCall> calls = new ArrayDeque<>();
    private long count;

    @Override
    public void onCall(CallEvent event) {
        RecentCall call = RecentCall.of(event);
        synchronized (calls) {
            calls.addFirst(call);
            count++;
            if (calls.size() > LIMIT) {
                calls.removeLast();
            }
        }
    }

    /** Returns how many calls there have been. */
    long count() {
        synchronized (calls) {
            return count;
        }
    }

    /** Returns the calls since there were that many, in the order in which they were made. */
    List<RecentCall> since(long earlier) {
        synchronized (calls) {
            List<RecentCall> since =
                    new ArrayList<>(calls.stream().limit(count - earlier).toList());
            Collections.reverse(since);
            return since;
        }
    }

    /** Returns the calls. */
    List<RecentCall> latest() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }
}
