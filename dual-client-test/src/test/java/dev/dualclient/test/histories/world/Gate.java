package dev.dualclient.test.histories.world;

import java.util.function.Supplier;

/**
 * What every call of a backend or of the store passes on its way out of a node, so that the node can die there: before
 * the call is made, or before its answer is read. A dead node makes no call any more.
 */
final class Gate {

    /** The end of a process. Nothing in a node may outlive it, so it is an error that no code has a reason to catch. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("the process was killed", null, false, false);
        }
    }

    private final Runnable turn;
    private int callsLeft = Integer.MAX_VALUE;
    private int callsToFailure = Integer.MAX_VALUE;
    private boolean afterwards;
    private boolean dead;

    /** Creates a gate that nobody dies at.
     *
     * @param turn lets others go first
     */
    Gate(Runnable turn) {
        this.turn = turn;
    }

    /** Lets the node die at a call from now.
     *
     * @param after how many calls come before it
     * @param processed whether that call is still made
     */
    synchronized void dieAt(int after, boolean processed) {
        callsLeft = after;
        afterwards = processed;
    }

    /** Lets the node live on if it has not died. */
    synchronized void spare() {
        callsToFailure = Integer.MAX_VALUE;
        callsLeft = Integer.MAX_VALUE;
    }

    /**
     * Lets a call fail for want of a class, which the node survives.
     *
     * @param after how many calls come before it
     */
    synchronized void failAt(int after) {
        callsToFailure = after;
    }

    synchronized boolean dead() {
        return dead;
    }

    <T> T pass(Supplier<T> call) {
        turn.run();
        boolean last = isLast();
        if (last && !afterwards) {
            throw new Crash();
        }
        T result = call.get();
        if (last || dead()) {
            throw new Crash();
        }
        return result;
    }

    private synchronized boolean isLast() {
        if (dead) {
            throw new Crash();
        }
        if (callsToFailure-- == 0) {
            throw new NoClassDefFoundError("the history wants a class missing");
        }
        dead = callsLeft-- == 0;
        return dead;
    }
}
