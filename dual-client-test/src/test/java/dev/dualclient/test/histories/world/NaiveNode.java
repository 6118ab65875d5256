package dev.dualclient.test.histories.world;

import dev.dualclient.backend.Backend;
import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Time;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Side;
import dev.dualclient.test.histories.truth.App;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node as one writes it first: the primary is asked, and the secondary where that did not work, whatever the reason. A
 * revocation has worked if it has at one. Nothing is remembered.
 */
public final class NaiveNode implements Node {

    private static final Duration BUDGET = Duration.ofSeconds(20);
    private static final Set<String> WORKED = Set.of("OK", "INTERACTION", "NO_INTERACTION", "LOCATION", "JSON");

    private final Backend primary;
    private final Backend secondary;
    private final Time time;

    /** Starts a node. */
    public NaiveNode(Ways ways, Stage ignored) {
        this.primary = ways.to(Side.PRIMARY);
        this.secondary = ways.to(Side.SECONDARY);
        this.time = ways.time();
    }

    @Override
    public @Nullable ApiResponse call(ApiCall call) {
        ApiResponse first = answer(primary, call);
        boolean both = call.kind().effect() == Effect.KILL || call.kind().effect() == Effect.UPDATE;
        if (worked(call, first) && !both) {
            return first;
        }
        ApiResponse second = answer(secondary, call);
        if (worked(call, second)) {
            return worked(call, first) ? first : second;
        }
        return first == null ? second : first;
    }

    private @Nullable ApiResponse answer(Backend backend, ApiCall call) {
        Reply reply = backend.send(call, Deadline.after(BUDGET, time));
        return reply instanceof Reply.Answered answered ? answered.answer() : null;
    }

    private static boolean worked(ApiCall call, @Nullable ApiResponse answer) {
        if (answer == null || answer.status() >= 400) {
            return false;
        }
        String action = answer.value("/action");
        boolean inactive = call.operation().id().equals("auth-introspection-standard")
                && answer.text().replace(" ", "").contains("active\\\":false");
        return !inactive && (action == null || WORKED.contains(action));
    }

    @Override
    public void tick() {
        // does nothing in the background
    }

    @Override
    public void stage(Stage ignored) {
        // there is but one
    }

    @Override
    public Stage stage() {
        return Stage.PRIMARY_FIRST;
    }

    @Override
    public void stage(App app, Stage ignored) {
        // there is but one
    }

    @Override
    public Set<Stage> stages() {
        return Set.of(Stage.PRIMARY_FIRST);
    }
}
