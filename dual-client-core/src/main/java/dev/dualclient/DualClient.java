package dev.dualclient;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.CallResult;
import dev.dualclient.custody.Outbox;
import dev.dualclient.custody.SecretStatus;
import dev.dualclient.custody.StoreMonitor;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.engine.Engine;
import dev.dualclient.migration.ClientUse;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.Stages;
import dev.dualclient.migration.carryover.CarryOver;
import dev.dualclient.migration.inventory.Inventory;
import dev.dualclient.migration.preflight.Preflight;
import dev.dualclient.migration.probe.Probe;
import dev.dualclient.migration.probe.TokenVerification;
import dev.dualclient.migration.readiness.Readiness;
import dev.dualclient.observation.BackendState;
import dev.dualclient.observation.EngineState;
import dev.dualclient.observation.Explanation;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.EffectiveRule;
import java.util.List;
import java.util.Map;

/**
 * A client of the Authlete Web API that has two backends: decides which of them answers a call, so that a credential never
 * comes back to life, nothing is issued twice, and no caller waits for ever.
 *
 * <p>Thread-safe. It blocks its caller's thread and holds no lock while it waits, so it works on platform threads and on
 * virtual threads.
 */
public final class DualClient implements AutoCloseable {

    private final Engine engine;

    DualClient(Engine engine) {
        this.engine = engine;
    }

    /** Returns a builder with every default set; a primary backend is all that it needs. */
    public static DualClientBuilder builder() {
        return new DualClientBuilder();
    }

    /**
     * Executes a call within its budget. Never throws for what a backend does. Where no backend gave an answer that counts,
     * the result has none, and the caller should try again later. A call that two parsers could read differently is not
     * sent. Its answer is HTTP 400 with Authlete's body of an error, which says what to send instead.
     */
    public CallResult execute(ApiCall call) {
        return engine.execute(call);
    }

    /** Returns the default stage: that of all clients that have no stage of their own. */
    public Stage stage() {
        return engine.stage();
    }

    /** Returns how far the migration is for everybody, and the way to change it. */
    public Stages stages() {
        return engine.stages();
    }

    /** Returns the rule that every operation follows, in every case that it has. */
    public List<EffectiveRule> rules() {
        return engine.rules();
    }

    /** Returns the configured backends with their circuit, their pool and whether they have ever answered. */
    public Map<Side, BackendState> states() {
        return engine.states();
    }

    /** Returns a snapshot of stages, backends, store and outbox. Asks neither a backend nor the store. */
    public EngineState state() {
        return engine.state();
    }

    /**
     * Tells what would be done with a call, from the same plan and the same records of custody: which backend would be asked,
     * why, and what would follow. Unlike a call, it asks no backend, delivers no outbox row, looks up no token of a token
     * exchange, and changes no record.
     *
     * @throws IllegalArgumentException if two parsers could read the call differently, so that it would not be sent; the
     *     message says what to write instead
     */
    public Explanation explain(ApiCall call) {
        return engine.explain(call);
    }

    /**
     * Returns the clients that have begun a login at the secondary on this node within a day, because the primary may not
     * have their secret, and how that stands now.
     *
     * @throws StoreUnavailableException if the custody store is down
     */
    public Map<String, SecretStatus> doubtfulSecrets() {
        return engine.doubtfulSecrets();
    }

    /**
     * Returns the clients that the secondary has answered for within a week, on all nodes that share the store: who still
     * needs it.
     *
     * @throws StoreUnavailableException if the custody store is down
     */
    public List<ClientUse> secondaryUse() {
        return engine.secondaryUse();
    }

    /** Returns what both backends hold of the service and its clients, and the way to give the primary what it lacks. */
    public Inventory inventory() {
        return engine.operatorTools().inventory();
    }

    /** Returns the checks of both backends and of the settings, which change nothing. */
    public Preflight preflight() {
        return engine.operatorTools().preflight();
    }

    /** Returns the experiments with a test client that show what a backend does where no documentation says it. */
    public Probe probe() {
        return engine.operatorTools().probe();
    }

    /**
     * Looks at one token at both backends, past custody, and tells in which fields they differ.
     *
     * @param token the token, which is neither kept nor repeated
     * @param kind {@link CredentialKind#ACCESS_TOKEN} or {@link CredentialKind#REFRESH_TOKEN}
     * @throws IllegalArgumentException if it is of another kind, or empty
     */
    public TokenVerification verify(String token, CredentialKind kind) {
        return engine.operatorTools().verifier().verify(token, kind);
    }

    /**
     * Returns whether the secondary can be switched off, and why not.
     *
     * @throws IllegalStateException if there is no secondary
     */
    public Readiness readiness() {
        Readiness readiness = engine.readiness();
        if (readiness == null) {
            throw new IllegalStateException("there is no secondary, so there is nothing to be switched off");
        }
        return readiness;
    }

    /** Returns carry-over, which copies tokens to the primary as they are used; off unless {@link DualClientBuilder#carryOver} turns it on. */
    public CarryOver carryOver() {
        return engine.carryOver();
    }

    /** Returns the outbox: what the backends have not acknowledged. An operator can read it, retry a row, or discard one. */
    public Outbox outbox() {
        return engine.outbox();
    }

    /** Returns whether the custody store is up, down or lost. */
    public StoreMonitor.State custodyState() {
        return engine.custodyState();
    }

    /**
     * Does what is done in the background every second: looks after the custody store, delivers the outbox, and
     * follows changes of the stage. Needs to be called only where the client was built without background threads.
     */
    public void tick() {
        engine.tick();
    }

    /** Takes no further calls, finishes those under way within their budget, and closes the backends. */
    @Override
    public void close() {
        engine.close();
    }
}
