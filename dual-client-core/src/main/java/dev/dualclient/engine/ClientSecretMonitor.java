package dev.dualclient.engine;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodySnapshot;
import dev.dualclient.custody.Parties;
import dev.dualclient.custody.SecretStatus;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.migration.DoubtfulClients;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows whether the primary has the secret of a call's client, and learns it from what calls show. Thread-safe. */
final class ClientSecretMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(ClientSecretMonitor.class);

    private final Custody custody;
    private final Set<String> declared;
    private final SecretTrials trials;
    private final DoubtfulClients doubtful;
    private final Time time;

    /**
     * Creates a watch.
     *
     * @param declared the clients whose secret is declared to be the same at both
     */
    ClientSecretMonitor(
            Custody custody, Collection<String> declared, SecretTrials trials, DoubtfulClients doubtful, Time time) {
        this.custody = custody;
        this.declared = Set.copyOf(declared);
        this.trials = trials;
        this.doubtful = doubtful;
        this.time = time;
    }

    /** Returns how the client's secret at the primary stands. */
    SecretStatus status(CallFacts facts, CustodySnapshot known) {
        boolean same = !Collections.disjoint(facts.names().clients(), declared);
        return same ? SecretStatus.EQUAL : known.secret().status();
    }

    /** Learns from a call that has ended. What cannot be remembered now is learned from another one. */
    void saw(CallFacts facts, CustodySnapshot known, CallContext context, Attempt counted) {
        Operation operation = facts.call().operation();
        boolean authenticates = operation.authenticatesClient();
        SecretStatus status = status(facts, known);
        if (counted.outcome() != Outcome.ACCEPTED
                || status == SecretStatus.EQUAL
                || known.storeDown()
                || authenticates && counted.side() == Side.PRIMARY // which is remembered as such
                || !authenticates && !facts.beginsGrant()) {
            return;
        }
        Parties named = facts.names().and(AnswerContents.names(operation, counted));
        Parties client = new Parties(named.clients(), null, null, named.id());
        Boolean hasSecret = hasSecret(counted.answer());
        if (hasSecret != null && hasSecret == (status == SecretStatus.NO_SECRET)) {
            remember(client, hasSecret);
        }
        if (counted.side() != Side.SECONDARY || Boolean.FALSE.equals(hasSecret)) {
            return;
        }
        if (context.plan().isForSecret()) {
            doubtful.began(facts.names().clients().get(0));
        }
        // Changes are counted by the id of a client, so it has to be known; a token request always tells it.
        boolean due = authenticates && client.id() != null && known.secret().isDue(time.now());
        SecretRequest request = due ? SecretRequest.of(facts) : null;
        if (request != null) {
            trials.add(client, request);
        }
    }

    private void remember(Parties client, boolean hasSecret) {
        try {
            custody.secretStatuses().hasSecret(client, hasSecret);
        } catch (StoreUnavailableException down) {
            LOG.debug("how a client authenticates could not be noted: {}", down.getMessage());
        }
    }

    /** Returns whether a client authenticates by a secret, {@code null} if the answer does not tell. */
    private static @Nullable Boolean hasSecret(@Nullable ApiResponse answer) {
        if (answer == null) {
            return null;
        }
        if ("PUBLIC".equals(answer.value("/client/clientType"))) {
            return false;
        }
        return Stream.of("/clientAuthMethod", "/client/tokenAuthMethod")
                .map(answer::value)
                .filter(Objects::nonNull)
                .map(method -> method.startsWith("CLIENT_SECRET"))
                .findFirst()
                .orElse(null);
    }
}
