package dev.dualclient.migration;

import java.util.List;

/** Decides whether evidence allows a change of the stage. Implementations are thread-safe. */
public interface StageGate {

    /** A gate that is always open: where there is no secondary, nothing can be lost by leaving it alone. */
    StageGate OPEN = (before, next) -> List.of();

    /** Is told before a change is kept that nothing speaks against, or that is forced. */
    default void entered(StagePolicy before, StagePolicy next) {}

    /** Returns what speaks against a policy in place of another one, each as a sentence without a full stop. */
    List<String> objections(StagePolicy before, StagePolicy next);
}
