package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyLevel;
import dev.dualclient.custody.CustodySnapshot;
import dev.dualclient.custody.CustodyStatus;
import dev.dualclient.custody.Kill;
import dev.dualclient.custody.Parties;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Revokes one token for the authorization server itself, by the token's value, its hash or the id of its row.
 * No backend looks up a hash or an id. The other token of the row is known only if this process has seen both, or if the
 * request or an introspection names client and user. Otherwise the named token alone is revoked, and the caller gets 503.
 * Thread-safe.
 */
final class RevocationByIdentifier {

    private final Custody custody;
    private final ParallelAttempts parallel;
    private final TokenLookUp lookUp;
    private final WriteAhead writeAhead;
    private final UnknownRevocationLimit bound;
    private final Duration timeout;

    RevocationByIdentifier(
            Custody custody,
            ParallelAttempts parallel,
            TokenLookUp lookUp,
            WriteAhead writeAhead,
            UnknownRevocationLimit bound,
            Duration timeout) {
        this.custody = custody;
        this.parallel = parallel;
        this.lookUp = lookUp;
        this.writeAhead = writeAhead;
        this.bound = bound;
        this.timeout = timeout;
    }

    /**
     * What an identifier names.
     *
     * @param token the token, as it was given if its row is not known
     * @param row what dies
     * @param whole whether that is all that has to
     */
    private record Target(Credential token, List<CustodyKey> row, boolean whole) {}

    List<Attempt> make(CallFacts facts, CustodySnapshot known, List<Side> sides, CallContext context) {
        CustodyStatus status = known.status();
        Credential given = Objects.requireNonNull(facts.subject());
        List<TokenLookUp.Finding> looked = given.isHash() || isDead(status)
                ? List.of()
                : lookUp.findAny(given, known.row(), expectedFirst(sides, status), context, timeout.dividedBy(3));
        for (TokenLookUp.Finding finding : looked) {
            if (finding.reason() == Reason.THROTTLED) {
                return List.of(finding.attempt());
            }
        }
        Target target = target(facts, status, looked, sides, context);
        boolean unclear = looked.stream().anyMatch(finding -> finding.reason() == Reason.LOOK_UP_FAILED);
        if (!target.whole() && unclear && !bound.admits(target.row().get(0))) {
            return List.of(Attempt.notSent(sides.get(0), Reason.LOOK_UP_FAILED));
        }
        OutboxCommand command = new OutboxCommand.Revocation(target.token(), List.of(), holder(looked), null);
        Kill.Reach reach = isDead(status) ? Kill.Reach.ONE : Kill.Reach.LINE; // what is dead takes nothing with it
        WriteAhead.Written written = writeAhead.open(command, target.row(), reach, target.row(), null, sides, context);
        List<Attempt> asked = parallel.ask(sides, side -> context.ask(side, call(facts, target.token(), side)));
        List<Attempt> attempts = PartialChange.standing(WriteAhead.present(asked, context), true);
        boolean unknown = attempts.stream().allMatch(attempt -> attempt.outcome() == Outcome.UNRECOGNIZED);
        if (unknown || attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.REFUSED)) {
            writeAhead.spare(written);
            return unknown ? ofUnknown(given, sides, attempts) : attempts;
        }
        boolean accepted = attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED);
        boolean mayBeCopied = !status.isOfPrimaryAlone();
        writeAhead.settle(written, attempts, accepted, mayBeCopied, context);
        Reason reason = unclear ? Reason.LOOK_UP_FAILED : Reason.ROW_NOT_KNOWN;
        return target.whole() ? attempts : List.of(Attempt.notSent(sides.get(0), reason));
    }

    private static Parties holder(List<TokenLookUp.Finding> looked) {
        return looked.isEmpty() ? Parties.NONE : looked.get(looked.size() - 1).holderOfPair();
    }

    /** No backend holds the token, but the migrator may still write it. The rest of its row is not known. */
    private List<Attempt> ofUnknown(Credential given, List<Side> sides, List<Attempt> attempts) {
        List<CustodyKey> keys = keys(given);
        if (!bound.admits(keys.get(0))) {
            return List.of(Attempt.notSent(sides.get(0), Reason.LOOK_UP_FAILED));
        }
        custody.kills().unknown(keys, null, custody.migratorLag());
        return attempts;
    }

    /** An identifier of which nothing is known may be a hash as well as the value itself. */
    private List<CustodyKey> keys(Credential given) {
        return given.isHash()
                ? List.of(custody.key(given))
                : List.of(custody.key(Credential.ofHash(given.kind(), given.value())), custody.key(given));
    }

    private Target target(
            CallFacts facts,
            CustodyStatus status,
            List<TokenLookUp.Finding> looked,
            List<Side> sides,
            CallContext context) {
        Credential given = Objects.requireNonNull(facts.subject());
        if (isDead(status)) { // it takes nothing with it; but the row of an id has other tokens by now
            boolean byId = given.isHash() && !given.value().equals(identifier(facts));
            return new Target(given, List.of(custody.key(given)), !byId);
        }
        for (TokenLookUp.Finding finding : looked) {
            if (finding.reason() == Reason.DONE) {
                return new Target(given, finding.row().keys(), true);
            }
        }
        List<CustodyKey> row = given.isHash() ? custody.rows().of(given) : List.of();
        if (!row.isEmpty()) {
            return new Target(given, row, true);
        }
        Credential listed = listed(facts, given, expectedFirst(sides, status), context);
        if (listed != null) {
            return new Target(listed, custody.rows().of(listed), true);
        }
        return new Target(given, keys(given), false);
    }

    /** Looks for the token in the lists of the client or subject that the request names; {@code null} if it names none, or the token is not there. */
    private @Nullable Credential listed(CallFacts facts, Credential given, List<Side> order, CallContext context) {
        if (facts.names().isEmpty()) {
            return null;
        }
        for (Side side : order) {
            TokenList.Row row = new RowSearch(side, facts.names(), context.within(timeout.dividedBy(3)))
                    .find(given.value(), RowSearch.PAGES_IN_A_CALL)
                    .row();
            if (row != null) {
                custody.rows().listed(row.access(), row.refresh(), row.id(), row.holder());
                return custody.rows().meant(given);
            }
        }
        return null;
    }

    /** Only the primary has ids, and its row may have other tokens by now. */
    private static ApiCall call(CallFacts facts, Credential token, Side side) {
        return side == Side.SECONDARY && token.isHash()
                ? facts.call().with(Objects.requireNonNull(facts.subjectAt()), token.value())
                : facts.call();
    }

    private static @Nullable String identifier(CallFacts facts) {
        Locator at = facts.subjectAt();
        return at == null ? null : facts.call().value(at);
    }

    private static List<Side> expectedFirst(List<Side> sides, CustodyStatus status) {
        List<Side> order = new ArrayList<>(sides);
        order.sort(Comparator.comparing(side -> side != status.side()));
        return order;
    }

    private static boolean isDead(CustodyStatus status) {
        return status.level().compareTo(CustodyLevel.SPENT) >= 0;
    }
}
