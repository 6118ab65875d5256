package dev.dualclient.migration;

import dev.dualclient.custody.StoreUnavailableException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How far the migration is, and how to change it while calls are served. A change is kept in the custody store; every
 * node that shares the store follows it within two seconds, and one that starts later, whatever its settings say, until
 * {@link StageRequest#followSettings}. While the store is down, what was last known goes on. A call ends in the stage in
 * which it began. Thread-safe.
 *
 * <pre>{@code
 * change = api.dualClient()
 *         .stages()
 *         .change(policy -> policy.withClient("4326385670", Stage.SECONDARY_FIRST), "its support asked for it");
 * }</pre>
 */
public interface Stages {

    /** Returns how far the migration is. */
    StagePolicy policy();

    /** Returns how far the settings of this node say that the migration is. */
    StagePolicy settings();

    /** Returns whether this node follows its settings, because nothing was changed at run time, or no more. */
    boolean followsSettings();

    /** Returns the last change at run time on any node, {@code null} if there was none. */
    @Nullable
    StageChange lastChange();

    /**
     * Returns what speaks against a policy, each as a sentence without a full stop: exceptions that still use the
     * secondary, what the outbox holds, or whose secret may differ, say. Nothing ever speaks against a step back.
     *
     * @throws StoreUnavailableException if the custody store is down
     */
    List<String> objections(StagePolicy next);

    /**
     * Returns what a request would do, without doing it.
     *
     * @throws StoreUnavailableException if the custody store is down
     */
    StagePreview preview(StageRequest request);

    /**
     * Changes how far the migration is, on all nodes.
     *
     * @return the change, also if there was nothing to be changed
     * @throws StageRefusedException if {@linkplain #objections something speaks against it} and it is not forced
     * @throws StoreUnavailableException if the custody store is down, so that other nodes could not follow
     */
    StageChange change(StageRequest request);

    /**
     * The settings of this node have changed while it runs: the same change is made on all nodes. While the nodes
     * {@linkplain #followsSettings follow their settings} by request, they go on to do so.
     *
     * @param settings what they say now
     * @throws StageRefusedException if {@linkplain #objections something speaks against it}
     * @throws StoreUnavailableException if the custody store is down
     */
    StageChange settingsChanged(StagePolicy settings);

    /**
     * Changes how far the migration is, by a step of one's own.
     *
     * @param step makes the next policy of the present one: {@code policy -> policy.withStage(Stage.DRAIN)}
     * @param reason why; goes to the listeners, the log and the store
     * @throws StageRefusedException if {@linkplain #objections something speaks against it}
     * @throws StoreUnavailableException if the custody store is down, so that other nodes could not follow
     */
    default StageChange change(UnaryOperator<StagePolicy> step, String reason) {
        return change(StageRequest.because(reason).step(step));
    }

    /**
     * The same, whatever speaks against it: users whose tokens live at the secondary alone may have to log in again.
     *
     * @throws StoreUnavailableException if the custody store is down, so that other nodes could not follow
     */
    default StageChange force(UnaryOperator<StagePolicy> step, String reason) {
        return change(StageRequest.because(reason).step(step).force());
    }
}
