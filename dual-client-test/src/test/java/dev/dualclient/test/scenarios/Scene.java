package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.types.JWSAlg;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.TestClientBuilder;
import dev.dualclient.test.stores.Stores;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/**
 * What most scenarios begin with: both emulators, nodes of an authorization server that share a store, and a client that
 * both backends know by the same secret, as the nodes are told. {@link ThroughBothFronts} and its like say for which fronts and stores a class runs; without one of
 * them it runs once, through the facade and over the memory of one process.
 */
abstract class Scene {

    /** How the nodes are reached. */
    @Parameter(0)
    Front front = Front.FACADE;

    /** What the nodes share. */
    @Parameter(1)
    Stores store = Stores.MEMORY;

    Emulators emulators;
    Nodes nodes;
    TestClient client;
    Replay replay;

    @BeforeEach
    final void open(Emulators given) {
        emulators = given;
        nodes = new Nodes(given, front, store);
        client = nodes.declared(describe(registered()).atBoth());
        replay = new Replay(given, client);
        given.mark();
    }

    @AfterEach
    final void close() {
        emulators.primary().faults().clear();
        emulators.secondary().faults().clear();
        nodes.close();
    }

    /**
     * Returns a client that is to be registered. An ID token with an elliptic signature costs a tenth, and no scenario is
     * about which signature it has.
     */
    final TestClientBuilder registered() {
        return emulators.client().with(changed -> changed.setIdTokenSignAlg(JWSAlg.ES256));
    }

    /** Describes the client that both backends know. */
    TestClientBuilder describe(TestClientBuilder registered) {
        return registered;
    }

    /** Returns what a server does with the calls of a node. */
    static OAuth server(AuthleteApi api) {
        return new OAuth(api);
    }

    /** Returns what a server on a new node does, in stage primary-first. */
    OAuth server() {
        return server(nodes.start());
    }

    /** Returns what a restarted node needs if it has to read a list, and if the store tells it the row. */
    String restarted(String withList, String withRow) {
        return store == Stores.MEMORY ? withList : withRow;
    }

    /** Calls, and compares the calls that reached either backend: {@code 1/0} is one at the primary, none at the other. */
    <T> T costs(String calls, Supplier<T> call) {
        emulators.mark();
        T result = call.get();
        assertThat(emulators.calls()).hasToString(calls);
        return result;
    }

    /** Calls, and compares the calls that reached either backend. */
    void costs(String calls, Runnable call) {
        costs(calls, () -> {
            call.run();
            return true;
        });
    }
}
