package dev.dualclient.sample.demo;

import dev.dualclient.observation.CallEvent;
import dev.dualclient.observation.CallListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.springframework.stereotype.Component;

/** The latest calls of the Authlete API, the newest first. Thread-safe. */
@Component
final class RecentCalls implements CallListener {

    private static final int LIMIT = 40;

    private final Deque<RecentCall> calls = new ArrayDeque<>();

    @Override
    public void onCall(CallEvent event) {
        RecentCall call = RecentCall.of(event);
        synchronized (calls) {
            calls.addFirst(call);
            if (calls.size() > LIMIT) {
                calls.removeLast();
            }
        }
    }

    /** Returns the calls. */
    List<RecentCall> latest() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }
}
