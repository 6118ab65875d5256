package dev.dualclient.test.histories.world;

import dev.dualclient.backend.ApiAnswer;
import dev.dualclient.backend.ApiCall;
import dev.dualclient.routing.Stage;
import org.jspecify.annotations.Nullable;

/** What an authorization server calls Authlete through. */
public interface Node {

    /** Makes a call; {@code null} where no answer counts. */
    @Nullable
    ApiAnswer call(ApiCall call);

    /** Does what a node does in the background every second. */
    void tick();

    void stage(Stage next);

    Stage stage();

    /** How nodes are made. */
    interface Kind {

        /** Starts a node. */
        Node start(Ways ways, Stage stage);
    }
}
