package dev.dualclient.migration.carryover;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;

/**
 * Is handed, after the caller was answered, what the secondary has accepted of what carry-over looks for: refreshes, and
 * introspections. What it is handed holds credentials. An implementation is quick and thread-safe; what it throws is logged
 * and does not reach the caller.
 */
@FunctionalInterface
public interface SecondaryAnswerListener {

    /**
     * Takes notice of an answer.
     *
     * @param call what was asked
     * @param attempt what the secondary said
     */
    void onAnswer(ApiCall call, Attempt attempt);
}
