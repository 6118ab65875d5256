package dev.dualclient.observation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The latest calls of this process, the newest first. Bounded and thread-safe. */
public final class RecentCalls implements CallListener {

    private final int limit;
    private final Deque<CallEvent> calls = new ArrayDeque<>();

    /**
     * Creates an empty list.
     *
     * @param limit how many calls it holds at most
     */
    public RecentCalls(int limit) {
        this.limit = limit;
    }

    @Override
    public void onCall(CallEvent event) {
        synchronized (calls) {
            calls.addFirst(event);
            if (calls.size() > limit) {
                calls.removeLast();
            }
        }
    }

    /** Returns the calls. */
    public List<CallEvent> latest() {
        synchronized (calls) {
            return new ArrayList<>(calls);
        }
    }
}
