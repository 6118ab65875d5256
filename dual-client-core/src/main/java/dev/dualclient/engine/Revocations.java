package dev.dualclient.engine;

import dev.dualclient.call.Attempt;
import dev.dualclient.custody.CustodySnapshot;
import dev.dualclient.operation.Case;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import java.time.Duration;
import java.util.List;

/** Carries out revocations, each kind by its own class. Thread-safe. */
final class Revocations {

    private final ParallelAttempts parallel;
    private final TokenRevocation ofToken;
    private final RevocationByIdentifier byIdentifier;
    private final BulkRevocation ofMany;
    private final ClientDeletion ofClient;
    private final Duration timeout;

    Revocations(
            ParallelAttempts parallel,
            TokenRevocation ofToken,
            RevocationByIdentifier byIdentifier,
            BulkRevocation ofMany,
            ClientDeletion ofClient,
            Duration timeout) {
        this.parallel = parallel;
        this.ofToken = ofToken;
        this.byIdentifier = byIdentifier;
        this.ofMany = ofMany;
        this.ofClient = ofClient;
        this.timeout = timeout;
    }

    /** Ends tokens within the budget of a kill. */
    List<Attempt> make(CallFacts facts, CustodySnapshot known, List<Side> sides, CallContext whole) {
        CallContext context = whole.within(timeout);
        if (facts.kind().kills() == Case.Kills.CLIENT) {
            return ofClient.make(facts, sides, context);
        }
        if (facts.kind().kills() == Case.Kills.TOKEN && facts.subject() == null) {
            // The call names no token, so the backends return the error.
            return WriteAhead.present(parallel.ask(sides, side -> context.ask(side, facts.call())), context);
        }
        if (facts.killsByIdentifier()) {
            return byIdentifier.make(facts, known, sides, context);
        }
        return facts.killsOneToken() ? ofToken.make(facts, known, sides, context) : ofMany.make(facts, sides, context);
    }
}
