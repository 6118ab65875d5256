package dev.dualclient.migration;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A change of the stage that somebody asks for. The parts of a request are applied in the order in which they are added;
 * what is not mentioned stays as it is. Immutable.
 *
 * <pre>{@code
 * stages.change(StageRequest.because("nothing new at 2.3").by("alice").stage(Stage.DRAIN).clearExceptions());
 * }</pre>
 */
public final class StageRequest {

    /** Who is named where nobody is. */
    public static final String ANONYMOUS = "anonymous";

    private static final int MAX_TEXT = 500;

    private final Step step;
    private final String reason;
    private final String by;
    private final boolean settings;
    private final boolean force;
    private final boolean explicit;

    private StageRequest(Step step, String reason, String by, boolean settings, boolean force, boolean explicit) {
        this.explicit = explicit;
        this.step = step;
        this.reason = reason;
        this.by = by;
        this.settings = settings;
        this.force = force;
    }

    /** Makes the next policy of the present one; client names are resolved by the second argument. */
    @FunctionalInterface
    interface Step {
        StagePolicy apply(StagePolicy policy, UnaryOperator<String> idOf);
    }

    /**
     * Begins a request that changes nothing yet.
     *
     * @param reason why the stage changes; it goes to the listeners, the log and the store
     * @throws IllegalArgumentException if the reason is blank
     */
    public static StageRequest because(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("the reason is empty: write why the stage changes");
        }
        return new StageRequest((policy, idOf) -> policy, line(reason), ANONYMOUS, false, false, false);
    }

    /** Returns the request with the name of who asks; {@value #ANONYMOUS} by default. */
    public StageRequest by(String who) {
        return new StageRequest(step, reason, line(who), settings, force, explicit);
    }

    /** Returns the request with another default stage. */
    public StageRequest stage(Stage stage) {
        return then((policy, idOf) -> policy.withStage(stage), true);
    }

    /**
     * Returns the request with a stage of one client.
     *
     * @param name its id, alias or entity id. The backends are asked for its id, and the exception is kept by id
     * @param own its stage, {@code null} for that of the others
     */
    public StageRequest client(String name, @Nullable Stage own) {
        return then((policy, idOf) -> {
            String id = idOf.apply(name);
            return policy.withClient(name, null).withClient(id, own);
        });
    }

    /** Returns the request with another canary, {@code null} for none. */
    public StageRequest canary(@Nullable Canary canary) {
        return then((policy, idOf) -> policy.withCanary(canary));
    }

    /** Returns the request with or without maintenance. */
    public StageRequest maintenance(boolean on) {
        return then((policy, idOf) -> policy.withMaintenance(on));
    }

    /** Returns the request without stages of single clients and without a canary: one stage holds for all. */
    public StageRequest clearExceptions() {
        return then((policy, idOf) -> policy.withoutExceptions());
    }

    /** Returns the request with any other step. */
    public StageRequest step(UnaryOperator<StagePolicy> other) {
        return then((policy, idOf) -> other.apply(policy));
    }

    /**
     * Returns the request to end all changes that were made at run time: every node follows its own settings again, and
     * what was changed before counts no more. Parts that were added before are dropped.
     */
    public StageRequest followSettings() {
        return new StageRequest((policy, idOf) -> policy, reason, by, true, force, true);
    }

    /** Returns the request with all objections overridden; they are kept with the change. */
    public StageRequest force() {
        return new StageRequest(step, reason, by, settings, true, explicit);
    }

    private StageRequest then(Step next) {
        return then(next, explicit);
    }

    private StageRequest then(Step next, boolean named) {
        return new StageRequest(
                (policy, idOf) -> next.apply(step.apply(policy, idOf), idOf), reason, by, settings, force, named);
    }

    /** What an operator writes becomes one line of a log. */
    private static String line(String text) {
        String line = text.strip().replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT);
    }

    StagePolicy apply(StagePolicy policy, UnaryOperator<String> idOf) {
        return step.apply(policy, idOf);
    }

    String reason() {
        return reason;
    }

    String by() {
        return by;
    }

    boolean isOfSettings() {
        return settings;
    }

    /** Whether it names the stage that is to hold on all nodes, whatever holds on this one. */
    boolean isExplicit() {
        return explicit;
    }

    boolean isForced() {
        return force;
    }
}
