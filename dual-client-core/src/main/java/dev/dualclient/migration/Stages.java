package dev.dualclient.migration;

import dev.dualclient.custody.StoreUnavailableException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How far the migration is, and how to change it while calls are served. A change is kept in the custody store; every
 * node that shares the store follows it within two seconds, and one that starts later, whatever its settings say. While
 * the store is down, what was last known goes on. A call ends in the stage in which it began. Thread-safe.
 */
public interface Stages {

    /** Returns how far the migration is. */
    StagePolicy policy();

    /** Returns the last change at run time on any node, {@code null} if what the settings say holds. */
    @Nullable
    StageChange lastChange();

    /**
     * Returns what speaks against a policy, each as a sentence without a stop: what the outbox holds, say, where the
     * policy leaves the secondary alone, or whose secret may differ, where logins begin at the primary alone. Nothing ever speaks against a step back.
     *
     * @throws StoreUnavailableException if the custody store is down
     */
    List<String> objections(StagePolicy next);

    /**
     * Changes how far the migration is, on all nodes.
     *
     * @param step makes the next policy of the present one: {@code policy -> policy.withStage(Stage.DRAIN)}
     * @param reason why; goes to the listeners, the log and the store
     * @return the change, also if there was nothing to be changed
     * @throws StageRefusedException if {@linkplain #objections something speaks against it}
     * @throws StoreUnavailableException if the custody store is down, so that other nodes could not follow
     */
    StageChange change(UnaryOperator<StagePolicy> step, String reason);

    /**
     * The same, whatever speaks against it: users whose tokens live at the secondary alone may have to log in again.
     *
     * @throws StoreUnavailableException if the custody store is down, so that other nodes could not follow
     */
    StageChange force(UnaryOperator<StagePolicy> step, String reason);
}
