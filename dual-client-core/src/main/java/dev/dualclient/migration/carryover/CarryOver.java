package dev.dualclient.migration.carryover;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.migration.carryover.CarryOverSettings.Tokens;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries rows of the secondary over to the primary while they are used, so that a migration ends without a token migrator:
 * what the secondary has issued for a refresh is created at the primary with the same values, after the caller was answered.
 * Callers notice nothing.
 *
 * <pre>{@code
 * CarryResult result = api.dualClient().carryOver().carry(session.accessToken(), session.refreshToken());
 * if (result.outcome() != CarryOutcome.CARRIED) {
 *     log.info("not carried over: {}", result.reason());
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class CarryOver implements SecondaryAnswerListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CarryOver.class);
    private static final int TOP = 20;

    private final CarryOverSettings settings;
    private final Admission admission;
    private final Carrier carrier;
    private final SelfTest selfTest;
    private final Pause pause;
    private final CarryCounts counts = new CarryCounts();
    private final CarryQueue queue;

    /**
     * Creates it.
     *
     * @param settings what is carried over, and how
     * @param custody what is known of tokens
     * @param outbox makes the rows of the outbox that a copy needs
     * @param backends the way to both backends
     * @param secretMigrated the clients, by id, whose secret is declared to be the same at both
     * @param threads whether threads of its own work the queue; otherwise {@link #tick} does
     * @param time the source of time
     */
    public CarryOver(
            CarryOverSettings settings,
            Custody custody,
            CarryOutbox outbox,
            Backends backends,
            Set<String> secretMigrated,
            boolean threads,
            Time time) {
        this.settings = settings;
        this.selfTest = new SelfTest(backends, custody, time);
        this.pause = new Pause(custody);
        this.admission = new Admission(settings, selfTest, pause, backends);
        MigrationFacts facts = new DirectFacts(backends, custody.service(), time);
        Gate gate = new Gate(custody, facts, secretMigrated, settings.minRemaining(), time);
        CopyCheck check = new CopyCheck(settings.verify() == CarryOverSettings.Verify.ALWAYS);
        this.carrier = new Carrier(custody, outbox, backends, admission, gate, check, settings.tidyAfter(), time);
        this.queue =
                new CarryQueue(threads ? settings.maxInFlight() : 0, settings.queue(), this::work, this::dropped, time);
        if (settings.enabled() && settings.selfTest() == CarryOverSettings.SelfTest.SKIP) {
            LOG.warn(
                    "dual-client.carry-over.self-test is skip: it is not known whether the backends behave as carry-over"
                            + " needs it. Run the self-test with a test client instead");
        }
    }

    @Override
    public void onAnswer(ApiCall call, Attempt attempt) {
        boolean introspection = call.operation().id().equals("auth-introspection");
        if (introspection && settings.tokens() != Tokens.ALSO_WITHOUT_REFRESH_TOKEN) {
            return;
        }
        Candidate candidate =
                introspection ? Candidate.introspected(call, attempt) : Candidate.refreshed(call, attempt);
        if (candidate != null && !queue.offer(candidate)) {
            dropped(candidate);
        }
    }

    private void dropped(Candidate candidate) {
        counts.count(CarryResult.of(CarryOutcome.DROPPED, candidate.client()));
    }

    private void work(Candidate candidate) {
        CarryResult result;
        try {
            result = carried(candidate);
        } catch (StoreUnavailableException down) {
            LOG.debug("nothing is carried over while the custody store is down: {}", down.getMessage());
            result = CarryResult.of(CarryOutcome.FAILED, candidate.client());
        } catch (RuntimeException failure) { // a bug: what was marked is settled by the outbox
            LOG.warn("{} could not be carried over", candidate, failure);
            result = CarryResult.of(CarryOutcome.FAILED, candidate.client());
        }
        counts.count(result);
    }

    private CarryResult carried(Candidate candidate) {
        CarryReason reason = admission.objection(candidate.client());
        if (reason != null) {
            return CarryResult.not(reason, candidate.client());
        }
        CarryResult result = carrier.carry(candidate);
        if (result.reason() == CarryReason.DIFFERENT) {
            pause.pause(result.client());
        } else if (result.reason() == CarryReason.MIGRATOR && carrier.isMigrated(result.client())) {
            pause.pause(result.client());
            LOG.warn(
                    "The primary already holds tokens of client {} that carry-over was about to copy, and the client is in the"
                            + " scope of a token migration there, although dual-client.migrator is none. Nothing more is"
                            + " carried over for this client until carry-over is resumed: end the migration or carry-over",
                    result.client());
        }
        return result;
    }

    /**
     * Carries one row over now, for an application that holds the tokens of its users. Blocks until the backends have answered.
     *
     * @param accessToken the access token
     * @param refreshToken the refresh token of the same row, {@code null} if there is none
     * @return what became of it; nothing is created for tokens that the secondary does not hold as one living row
     * @throws IllegalStateException if carry-over is off
     * @throws StoreUnavailableException if the custody store is down
     */
    public CarryResult carry(String accessToken, @Nullable String refreshToken) {
        requireEnabled();
        CarryResult result = carried(Candidate.given(accessToken, refreshToken));
        counts.count(result);
        return result;
    }

    /**
     * Finds out with a test client whether the backends behave as carry-over needs it, and keeps the result in the store, for
     * all nodes. Creates tokens of the client at both backends, past Dual Client, and ends them.
     *
     * @param client the id of a test client that both backends have; a number
     * @param subject a test user
     * @throws IllegalStateException if carry-over is off
     * @throws IllegalArgumentException if the client is no number
     * @throws StoreUnavailableException if the custody store is down
     */
    public SelfTestReport selfTest(String client, String subject) {
        requireEnabled();
        if (!client.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("client: write the number of a test client, not its alias");
        }
        return selfTest.run(client, subject);
    }

    /**
     * Pauses carry-over on all nodes. What is under way ends.
     *
     * @param reason why
     * @throws StoreUnavailableException if the custody store is down
     */
    public void pause(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("reason: say why carry-over is paused");
        }
        pause.pauseAll(reason);
        LOG.warn("carry-over is paused: {}", reason);
    }

    /**
     * Resumes carry-over on all nodes, and on this node for the clients for which it was paused.
     *
     * @throws StoreUnavailableException if the custody store is down
     */
    public void resume() {
        pause.resume();
        LOG.warn("carry-over is resumed");
    }

    /** Returns how it stands. Asks neither a backend nor the store. */
    public CarryOverState state() {
        return new CarryOverState(
                settings.enabled(),
                settings.enabled() ? pause.reason() : null,
                admission.selfTest(),
                queue.size(),
                counts.outcomes(),
                counts.reasons(),
                counts.clients(TOP),
                pause.clients());
    }

    /** Whether it is on. */
    public boolean isEnabled() {
        return settings.enabled();
    }

    /** Follows what was decided on other nodes; to be called every second. */
    public void follow() {
        if (settings.enabled()) {
            try {
                pause.follow();
                selfTest.follow();
            } catch (StoreUnavailableException down) {
                LOG.debug("carry-over cannot be followed while the custody store is down: {}", down.getMessage());
            }
        }
    }

    /** Works what waits, where no threads of its own do. */
    public void tick() {
        queue.runAll();
    }

    private void requireEnabled() {
        if (!settings.enabled()) {
            throw new IllegalStateException("carry-over is off: set dual-client.carry-over.enabled to true");
        }
    }

    /** Forgets what waits, and lets what is under way end by itself. */
    @Override
    public void close() {
        queue.close();
    }
}
