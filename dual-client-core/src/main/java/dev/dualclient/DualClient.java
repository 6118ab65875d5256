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
 * A client of the Authlete Web API with two backends. It decides which backend answers each call. A used or revoked
 * credential is never accepted again, nothing is issued twice, and every call ends within its time budget.
 *
 * <p>Thread-safe. It blocks its caller's thread and holds no lock while it waits, so it works on platform threads and on
 * virtual threads.
 */
public final class DualClient implements AutoCloseable {

    private final Engine engine;

    DualClient(Engine engine) {
        this.engine = engine;
    }

    /** Returns a builder with all defaults set. Only the primary backend is required. */
    public static DualClientBuilder builder() {
        return new DualClientBuilder();
    }

    /**
     * Executes a call within its time budget. Does not throw if a backend fails. If no backend gave an answer that
     * counts, the result has no answer, and the caller should try again later. A call that two parsers could read
     * differently is not sent: its answer is HTTP 400 with an Authlete error body, which says what to send instead.
     */
    public CallResult execute(ApiCall call) {
        return engine.execute(call);
    }

    /** Returns the default stage, which applies to every client without a stage of its own. */
    public Stage stage() {
        return engine.stage();
    }

    /** Returns the stages of the migration, which can be read and changed at run time. */
    public Stages stages() {
        return engine.stages();
    }

    /** Returns the effective rule of every operation, one for each of its cases. */
    public List<EffectiveRule> rules() {
        return engine.rules();
    }

    /** Returns the state of each configured backend: circuit breaker, connection pool, and whether it ever answered. */
    public Map<Side, BackendState> states() {
        return engine.states();
    }

    /** Returns a snapshot of stages, backends, store and outbox. Calls neither a backend nor the store. */
    public EngineState state() {
        return engine.state();
    }

    /**
     * Explains what {@link #execute} would do with a call, from the same plan and custody records: which backend it
     * would ask, why, and what would follow. It calls no backend, delivers no outbox row, looks up no token of a token
     * exchange, and changes no record.
     *
     * @throws IllegalArgumentException if two parsers could read the call differently, so that it would not be sent; the
     *     message says what to write instead
     */
    public Explanation explain(ApiCall call) {
        return engine.explain(call);
    }

    /**
     * Returns the clients whose logins this node started at the secondary within the last day, because the primary may
     * not have their client secret. The value is the current status of that secret.
     *
     * @throws StoreUnavailableException if the custody store is down
     */
    public Map<String, SecretStatus> doubtfulSecrets() {
        return engine.doubtfulSecrets();
    }

    /**
     * Returns the clients that the secondary answered for within the last week, on all nodes that share the store.
     * These clients still need the secondary.
     *
     * @throws StoreUnavailableException if the custody store is down
     */
    public List<ClientUse> secondaryUse() {
        return engine.secondaryUse();
    }

    /** Returns the inventory: it compares the service and its clients at both backends, and can repair the primary. */
    public Inventory inventory() {
        return engine.operatorTools().inventory();
    }

    /** Returns the preflight: read-only checks of both backends and of the settings. */
    public Preflight preflight() {
        return engine.operatorTools().preflight();
    }

    /** Returns the probe: experiments with a test client that show undocumented behaviour of a backend. */
    public Probe probe() {
        return engine.operatorTools().probe();
    }

    /**
     * Looks up one token at both backends, without custody, and returns the fields in which they differ.
     *
     * @param token the token, which is neither stored nor logged
     * @param kind {@link CredentialKind#ACCESS_TOKEN} or {@link CredentialKind#REFRESH_TOKEN}
     * @throws IllegalArgumentException if it is of another kind, or empty
     */
    public TokenVerification verify(String token, CredentialKind kind) {
        return engine.operatorTools().verifier().verify(token, kind);
    }

    /**
     * Returns readiness: whether the secondary can be switched off, and if not, why.
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

    /** Returns the outbox: changes that a backend has not acknowledged. An operator can list, retry or discard them. */
    public Outbox outbox() {
        return engine.outbox();
    }

    /** Returns whether the custody store is up, down or lost. */
    public StoreMonitor.State custodyState() {
        return engine.custodyState();
    }

    /**
     * Runs the background work once: checks the custody store, delivers the outbox, and reads stage changes. Call it
     * every second, but only if the client was built without background threads.
     */
    public void tick() {
        engine.tick();
    }

    /** Rejects new calls, waits for calls in flight within their time budget, and closes the backends. */
    @Override
    public void close() {
        engine.close();
    }
}
