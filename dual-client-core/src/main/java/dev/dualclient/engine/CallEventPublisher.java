package dev.dualclient.engine;

import dev.dualclient.call.CallResult;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Parties;
import dev.dualclient.migration.CanaryGuard;
import dev.dualclient.migration.SecondaryUse;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.carryover.SecondaryAnswerListener;
import dev.dualclient.migration.readiness.Readiness;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.observation.CallListener;
import dev.dualclient.observation.DebugLog;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import dev.dualclient.routing.Plan;
import dev.dualclient.shadow.ReadListener;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes every call to the listeners, and records statistics about it. Thread-safe. */
final class CallEventPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(CallEventPublisher.class);

    private static final Operation TOKEN = Catalogue.operation("auth-token");
    private static final Operation INTROSPECTION = Catalogue.operation("auth-introspection");
    private static final int MAX_NAME = 200;

    private final DebugLog log;
    private final List<CallListener> listeners;
    private final List<ReadListener> readers;
    private final @Nullable SecondaryAnswerListener carryOver;
    private final @Nullable Readiness readiness;
    private final SecondaryUse use;
    private final ClientResolver clients;
    private final NamesInUse namesInUse;
    private final CanaryGuard guard;

    /**
     * Creates a publisher.
     *
     * @param log logs every call
     * @param carryOver receives answers of the secondary that can be carried over, {@code null} if carry-over is off
     */
    CallEventPublisher(
            DebugLog log,
            List<CallListener> listeners,
            List<ReadListener> readers,
            @Nullable SecondaryAnswerListener carryOver,
            @Nullable Readiness readiness,
            SecondaryUse use,
            ClientResolver clients,
            NamesInUse namesInUse,
            CanaryGuard guard) {
        this.log = log;
        this.listeners = List.copyOf(listeners);
        this.readers = List.copyOf(readers);
        this.carryOver = carryOver;
        this.readiness = readiness;
        this.use = use;
        this.clients = clients;
        this.namesInUse = namesInUse;
        this.guard = guard;
    }

    /** Publishes a call that was decided. */
    void publish(CallFacts facts, CallContext context, CallResult result) {
        if (result.outcome() == Outcome.ACCEPTED) { // names that strangers make up would crowd out those in use
            namesInUse.note(facts.names().clients());
        }
        note(facts, context.plan(), result);
        noteWrites(facts, context, result);
        noteEnd(facts, context, result);
        tell(facts, context, result);
        handOn(facts, context, result);
        if (carryOver != null && isCarriedOver(facts, context, result)) {
            carryOver(carryOver, facts, result);
        }
    }

    /** Whether it is a refresh or an introspection that the secondary has accepted, where rows are copied to the primary. */
    private static boolean isCarriedOver(CallFacts facts, CallContext context, CallResult result) {
        boolean refresh = facts.consumesCopied()
                && facts.call().operation().equals(TOKEN)
                && result.counted().reason() == Reason.DONE;
        return (refresh || facts.call().operation().equals(INTROSPECTION))
                && result.counted().side() == Side.SECONDARY
                && result.outcome() == Outcome.ACCEPTED
                && result.answer() != null
                && CarryBackends.allowsCopies(context.stage(), context);
    }

    private static void carryOver(SecondaryAnswerListener listener, CallFacts facts, CallResult result) {
        try {
            listener.onAnswer(facts.call(), result.counted());
        } catch (RuntimeException failure) {
            LOG.warn("an answer could not be handed to carry-over", failure);
        }
    }

    /** Records what readiness needs to know before the secondary is switched off. */
    private void note(CallFacts facts, Plan plan, CallResult result) {
        if (readiness == null) {
            return;
        }
        boolean answered = result.outcome() == Outcome.ACCEPTED || result.outcome() == Outcome.REFUSED;
        if (plan.mode() == Plan.Mode.IN_TURN && result.counted().side() == Side.SECONDARY && answered) {
            readiness.servedBySecondary();
            noteUse(facts, result);
        }
        if (facts.kind().effect() == Effect.KILL && !facts.killsOneToken() && !facts.setsState()) {
            readiness.killedMany();
        }
    }

    /** Notes how a call ended, by the stage of its client. */
    private void noteEnd(CallFacts facts, CallContext context, CallResult result) {
        Outcome outcome = result.outcome();
        boolean loss = facts.kind().effect() == Effect.CONSUME
                && facts.subject() != null
                && result.attempts().stream().anyMatch(attempt -> attempt.outcome() == Outcome.INDETERMINATE);
        guard.ended(
                context.stage(),
                outcome == Outcome.UNAVAILABLE || outcome == Outcome.INDETERMINATE,
                loss,
                outcome == Outcome.REFUSED,
                context.elapsed());
    }

    /** Records certain and possible writes at the secondary: they invalidate a scan of its lists that began before. */
    private void noteWrites(CallFacts facts, CallContext context, CallResult result) {
        Effect effect = facts.kind().effect();
        if (readiness == null || effect == Effect.READ || effect == Effect.KILL) {
            return;
        }
        String operation = result.operation().id();
        for (CallEvent.Step step : context.steps()) {
            Outcome outcome = step.reason().outcome();
            boolean unanswered = outcome == Outcome.INDETERMINATE;
            if (step.side() == Side.SECONDARY
                    && step.operation().equals(operation)
                    && (unanswered || outcome == Outcome.ACCEPTED)) {
                readiness.wroteAtSecondary(canonical(facts, result), facts.begins(), unanswered);
                Duration life = AnswerContents.oneTimeLife(result.operation(), result.counted());
                if (life != null) {
                    readiness.oneTimeAtSecondary(life);
                }
            }
        }
    }

    /** Records which client the secondary has answered for, by its id if that is known. */
    private void noteUse(CallFacts facts, CallResult result) {
        String client = canonical(facts, result);
        if (client != null) {
            use.served(printable(client));
        }
    }

    private @Nullable String canonical(CallFacts facts, CallResult result) {
        Parties named = result.answer() == null
                ? facts.names()
                : facts.names().and(AnswerContents.names(result.operation(), result.counted()));
        List<String> names = named.byId().clients();
        if (names.isEmpty() || !named.hasId()) {
            List<String> known = Parties.ofClients(clients.of(facts)).byId().clients();
            names = known.isEmpty() ? names : known;
        }
        return names.isEmpty() ? null : names.get(0);
    }

    /** Passes reads that the secondary answered to the read listeners, if a repeat at the primary consumes nothing. */
    private void handOn(CallFacts facts, CallContext context, CallResult result) {
        if (context.stage() == Stage.SHADOW
                && facts.kind().effect() == Effect.READ
                && context.plan().mode() == Plan.Mode.IN_TURN
                && result.counted().side() == Side.SECONDARY
                && result.answer() != null
                && !facts.spends()) {
            for (ReadListener reader : readers) {
                try {
                    reader.onRead(facts.call(), result.counted());
                } catch (RuntimeException failure) {
                    LOG.warn("a read listener failed: {}", reader.getClass().getName(), failure);
                }
            }
        }
    }

    void tell(CallFacts facts, CallContext context, CallResult result) {
        if (listeners.isEmpty() && !log.isOn()) {
            return; // an event is made for somebody only
        }
        boolean merged = context.plan().mode() == Plan.Mode.MERGED
                && result.attempts().stream().allMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED);
        CallEvent event = new CallEvent(
                context.began(),
                result.operation().id(),
                facts.kind().effect(),
                facts.subject() == null ? null : facts.subject().kind(),
                client(facts, result),
                context.stage(),
                context.plan(),
                context.home(),
                context.steps(),
                result.attempts().stream()
                        .map(attempt -> new CallEvent.Verdict(attempt.side(), attempt.reason()))
                        .toList(),
                result.outcome(),
                result.answer() == null || result.isMalformed() || merged
                        ? null
                        : result.counted().side(),
                context.hedge(),
                context.elapsed());
        log.onCall(event);
        for (CallListener listener : listeners) {
            try {
                listener.onCall(event);
            } catch (RuntimeException failure) {
                LOG.warn("a call listener failed: {}", listener.getClass().getName(), failure);
            }
        }
    }

    /** A call about a token names no client, but its answer does. */
    private static @Nullable String client(CallFacts facts, CallResult result) {
        List<String> named = facts.names().clients();
        List<String> known = !named.isEmpty() || result.answer() == null
                ? named
                : AnswerContents.names(result.operation(), result.counted()).clients();
        return known.isEmpty() ? null : printable(known.get(0));
    }

    /** The name of a client comes from the request, so it can be any text. */
    private static String printable(String name) {
        return name.length() <= MAX_NAME && name.chars().allMatch(c -> c > ' ' && c < 0x7f) ? name : "(not printable)";
    }
}
