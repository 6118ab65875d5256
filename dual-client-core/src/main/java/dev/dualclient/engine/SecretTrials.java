package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.DeliveryQueue;
import dev.dualclient.custody.Kills;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.custody.Parties;
import dev.dualclient.custody.SecretStatus;
import dev.dualclient.custody.SecretStatuses;
import dev.dualclient.custody.SecretStatuses.Trial;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.observation.SecretListener;
import dev.dualclient.observation.SecretRepair;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries secrets that the secondary has accepted at the primary, when no caller waits for it, and gives the primary those
 * that differ, if that is wanted. A secret is kept in memory for as long as it waits to be tried. Thread-safe.
 */
final class SecretTrials {

    private static final Logger LOG = LoggerFactory.getLogger(SecretTrials.class);
    private static final Operation UPDATE = Catalogue.operation("client-secret-update");
    private static final int QUEUE = 200;

    private final SecretStatuses statuses;
    private final Custody custody;
    private final DeliveryQueue outbox;
    private final boolean repairs;
    private final List<SecretListener> listeners;
    private final Duration timeout;
    private final Duration settle;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(QUEUE);

    /**
     * Creates trials.
     *
     * @param repairs whether the primary is given a secret that differs
     * @param timeout how long the primary may take for that
     * @param settle how long the primary may still be at a request that it did not answer
     */
    SecretTrials(Custody custody, boolean repairs, List<SecretListener> listeners, Duration timeout, Duration settle) {
        this.statuses = custody.secretStatuses();
        this.custody = custody;
        this.outbox = custody.outbox();
        this.repairs = repairs;
        this.listeners = List.copyOf(listeners);
        this.timeout = timeout;
        this.settle = settle;
    }

    private record Waiting(Parties client, SecretRequest request) {}

    /**
     * Has a secret tried; forgets it if too many wait already, for the client will come again.
     *
     * @param client all names of the client, and its id as a backend tells it
     */
    void add(Parties client, SecretRequest request) {
        queue.offer(new Waiting(client, request));
    }

    /** Tries what waits, each with a budget of its own. */
    void run(Supplier<CallContext> contexts) {
        for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
            CallContext context = contexts.get();
            if (!context.isAbsent(Side.PRIMARY) && !context.policy().maintenance()) {
                run(next.client(), next.request(), context);
            }
        }
    }

    /** The number of changes is read first, then the secondary is asked: what it accepts then is the present secret. */
    private void run(Parties client, SecretRequest request, CallContext context) {
        Trial trial = statuses.begin(client);
        if (trial == null || !isAccepted(context.askAside(Side.SECONDARY, request.call()))) {
            return;
        }
        Attempt primary = context.askAside(Side.PRIMARY, request.call());
        if (isAccepted(primary)) {
            statuses.learn(trial, SecretStatus.EQUAL);
        } else if (primary.reason() == Reason.CLIENT_NOT_AUTHENTICATED
                && statuses.learn(trial, SecretStatus.DIFFERENT)
                && repairs) {
            repair(trial, client, request.secret(), context);
        }
    }

    /** Only whom it has authenticated does a backend tell that it does not know the code. */
    private static boolean isAccepted(Attempt attempt) {
        return attempt.reason() == Reason.UNKNOWN_CREDENTIAL;
    }

    private void repair(Trial trial, Parties client, String secret, CallContext context) {
        String id = Objects.requireNonNull(client.id());
        ApiCall update = ApiCall.of(UPDATE)
                .path("clientIdentifier", id)
                .body(JsonFormat.write(Map.of("clientSecret", secret)))
                .build();
        byte[] command = new OutboxCommand.Replay(update, true).toBytes();
        OutboxEntry row = statuses.repair(
                trial,
                outbox.inHand(Side.PRIMARY, Kills.newId(), custody.kills().keys(client.all()), true, command));
        if (row == null) {
            return;
        }
        Attempt made = context.ask(Side.PRIMARY, update, timeout);
        if (made.outcome() == Outcome.INDETERMINATE) { // it may still be done, and no later change may come before it
            outbox.failed(row, made.reason().words(), settle);
        } else {
            if (made.outcome() == Outcome.ACCEPTED) {
                statuses.learn(trial, SecretStatus.EQUAL);
            }
            outbox.acknowledged(List.of(row));
        }
        tell(new SecretRepair(context.began(), id, made.outcome()));
    }

    private void tell(SecretRepair repair) {
        LOG.warn(
                "The secret of client {} at 3.0 differed from that at 2.3 and was set to it: {}",
                repair.client(),
                repair.outcome());
        for (SecretListener listener : listeners) {
            try {
                listener.onRepair(repair);
            } catch (RuntimeException failure) {
                LOG.warn("a secret listener failed: {}", listener.getClass().getName(), failure);
            }
        }
    }
}
