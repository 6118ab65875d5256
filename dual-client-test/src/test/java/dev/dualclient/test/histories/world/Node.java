package dev.dualclient.test.histories.world;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.readiness.ReadinessReport;
import dev.dualclient.test.histories.truth.App;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an authorization server calls Authlete through. */
public interface Node {

    /** Makes a call; {@code null} where no answer counts. */
    @Nullable
    ApiResponse call(ApiCall call);

    /** Does what a node does in the background every second. */
    void tick();

    /** Goes to another stage with everybody. */
    void stage(Stage next);

    /** Returns the stage of all whom nothing else is said of. */
    Stage stage();

    /** Goes to another stage with one client alone. */
    void stage(App app, Stage next);

    /** Reads the backends' lists, and returns whether the secondary can be switched off; {@code null} if it cannot tell. */
    default @Nullable ReadinessReport readiness() {
        return null;
    }

    /** Declares that the migrator has finished. */
    default void migratorFinished() {}

    /** Returns all stages that somebody is in. */
    Set<Stage> stages();

    /** Carries a row over to the primary, if it may be. */
    default void carryOver(String access, @Nullable String refresh) {
        throw new UnsupportedOperationException("this node carries nothing over");
    }

    /** How nodes are made. */
    interface Kind {

        /** Starts a node. */
        Node start(Ways ways, Stage stage);
    }
}
