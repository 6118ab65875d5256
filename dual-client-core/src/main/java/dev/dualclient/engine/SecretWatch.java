package dev.dualclient.engine;

import dev.dualclient.call.ApiAnswer;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.Knowledge;
import dev.dualclient.custody.Names;
import dev.dualclient.custody.SecretStanding;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.migration.DoubtfulClients;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Question;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows whether the primary has the secret of a call's client, and learns it from what calls show. Thread-safe. */
final class SecretWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SecretWatch.class);

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
    SecretWatch(
            Custody custody, Collection<String> declared, SecretTrials trials, DoubtfulClients doubtful, Time time) {
        this.custody = custody;
        this.declared = Set.copyOf(declared);
        this.trials = trials;
        this.doubtful = doubtful;
        this.time = time;
    }

    /** Returns how the client's secret at the primary stands. */
    SecretStanding standing(Question question, Knowledge known) {
        boolean same =
                !declared.isEmpty() && question.names().clients().stream().anyMatch(declared::contains);
        return same ? SecretStanding.EQUAL : known.secret().standing();
    }

    /** Learns from a call that has ended. What cannot be remembered now is learned from another one. */
    void saw(Question question, Knowledge known, Course course, Attempt counted) {
        Operation operation = question.call().operation();
        boolean authenticates = operation.authenticatesClient();
        SecretStanding standing = standing(question, known);
        if (counted.outcome() != Outcome.ACCEPTED
                || standing == SecretStanding.EQUAL
                || known.storeDown()
                || authenticates && counted.side() == Side.PRIMARY // which is remembered as such
                || !authenticates && !question.beginsGrant()) {
            return;
        }
        Names named = question.names().and(Revealed.names(operation, counted));
        Names client = new Names(named.clients(), null, null, named.id());
        Boolean hasSecret = hasSecret(counted.answer());
        if (hasSecret != null && hasSecret == (standing == SecretStanding.NO_SECRET)) {
            remember(client, hasSecret);
        }
        if (counted.side() != Side.SECONDARY || Boolean.FALSE.equals(hasSecret)) {
            return;
        }
        if (course.plan().isForSecret()) {
            doubtful.began(question.names().clients().get(0));
        }
        // Changes are counted by the id of a client, so it has to be known; a token request always tells it.
        boolean due = authenticates && client.id() != null && known.secret().isDue(time.now());
        SecretRequest request = due ? SecretRequest.of(question) : null;
        if (request != null) {
            trials.add(client, request);
        }
    }

    private void remember(Names client, boolean hasSecret) {
        try {
            custody.secretStandings().hasSecret(client, hasSecret);
        } catch (StoreUnavailableException down) {
            LOG.debug("how a client authenticates could not be noted: {}", down.getMessage());
        }
    }

    /** Returns whether a client authenticates by a secret, {@code null} if the answer does not tell. */
    private static @Nullable Boolean hasSecret(@Nullable ApiAnswer answer) {
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
