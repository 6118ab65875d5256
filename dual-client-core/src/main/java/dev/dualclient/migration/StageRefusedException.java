package dev.dualclient.migration;

import java.util.List;

/** Something speaks against a step to {@code drain} or {@code primary-only}; nothing was changed. */
public final class StageRefusedException extends IllegalStateException {

    private final List<String> objections;

    StageRefusedException(Stage to, List<String> objections) {
        super("the step to " + to.text() + " was refused, for " + String.join("; ", objections)
                + ": wait until that is over, or force it");
        this.objections = List.copyOf(objections);
    }

    /** Returns what speaks against it, each as a sentence without a stop. */
    public List<String> objections() {
        return objections;
    }
}
