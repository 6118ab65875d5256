package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Firmness;
import dev.dualclient.custody.Kill;
import dev.dualclient.custody.Knowledge;
import dev.dualclient.custody.Names;
import dev.dualclient.custody.Standing;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The end of one token that the authorization server itself asks for, by its value, by its hash or by the id of its row.
 * A hash or an id can be looked up nowhere: which tokens share the row is known of rows that this process was shown, or
 * found out by whose the token is. Otherwise it is ended where it is, and the caller is told that this may not be all.
 * Thread-safe.
 */
final class KillByIdentifier {

    private final Custody custody;
    private final Together together;
    private final LookUp lookUp;
    private final WriteAhead writeAhead;
    private final UnknownKills bound;
    private final Duration timeout;

    KillByIdentifier(
            Custody custody,
            Together together,
            LookUp lookUp,
            WriteAhead writeAhead,
            UnknownKills bound,
            Duration timeout) {
        this.custody = custody;
        this.together = together;
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

    List<Attempt> make(Question question, Knowledge known, List<Side> sides, Course course) {
        Standing standing = known.standing();
        Credential given = Objects.requireNonNull(question.subject());
        List<LookUp.Finding> looked = given.isHash() || isDead(standing)
                ? List.of()
                : lookUp.findAny(given, known.row(), expectedFirst(sides, standing), course, timeout.dividedBy(3));
        for (LookUp.Finding finding : looked) {
            if (finding.reason() == Reason.THROTTLED) {
                return List.of(finding.attempt());
            }
        }
        Target target = target(question, standing, looked, sides, course);
        boolean unclear = looked.stream().anyMatch(finding -> finding.reason() == Reason.LOOK_UP_FAILED);
        if (!target.whole() && unclear && !bound.admits(target.row().get(0))) {
            return List.of(Attempt.notSent(sides.get(0), Reason.LOOK_UP_FAILED));
        }
        Errand errand = new Errand.Revocation(target.token(), List.of(), holder(looked));
        Kill.Reach reach = isDead(standing) ? Kill.Reach.ONE : Kill.Reach.LINE; // what is dead takes nothing with it
        WriteAhead.Entry entry = writeAhead.open(errand, target.row(), reach, target.row(), null, sides, course);
        List<Attempt> attempts = WriteAhead.present(
                together.ask(sides, side -> course.ask(side, call(question, target.token(), side))), course);
        boolean unknown = attempts.stream().allMatch(attempt -> attempt.outcome() == Outcome.UNRECOGNIZED);
        if (unknown || attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.REFUSED)) {
            writeAhead.spare(entry);
            return unknown ? ofUnknown(given, sides, attempts) : attempts;
        }
        boolean accepted = attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED);
        boolean mayBeCopied = !standing.isOfPrimaryAlone();
        writeAhead.settle(entry, attempts, accepted, mayBeCopied, course);
        Reason reason = unclear ? Reason.LOOK_UP_FAILED : Reason.ROW_NOT_KNOWN;
        return target.whole() ? attempts : List.of(Attempt.notSent(sides.get(0), reason));
    }

    private static Names holder(List<LookUp.Finding> looked) {
        return looked.isEmpty() ? Names.NONE : looked.get(looked.size() - 1).holderOfPair();
    }

    /** No backend holds it, but the migrator may still write it. What it shares its row with may be alive, and is not named. */
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
            Question question, Standing standing, List<LookUp.Finding> looked, List<Side> sides, Course course) {
        Credential given = Objects.requireNonNull(question.subject());
        if (isDead(standing)) { // it takes nothing with it; but the row of an id has other tokens by now
            boolean byId = given.isHash() && !given.value().equals(identifier(question));
            return new Target(given, List.of(custody.key(given)), !byId);
        }
        for (LookUp.Finding finding : looked) {
            if (finding.reason() == Reason.DONE) {
                return new Target(given, finding.row().keys(), true);
            }
        }
        List<CustodyKey> row = given.isHash() ? custody.rows().of(given) : List.of();
        if (!row.isEmpty()) {
            return new Target(given, row, true);
        }
        Credential listed = listed(question, given, expectedFirst(sides, standing), course);
        if (listed != null) {
            return new Target(listed, custody.rows().of(listed), true);
        }
        return new Target(given, keys(given), false);
    }

    /** Looks for the token in the lists of whom the request names; {@code null} if it names nobody, or it is not there. */
    private @Nullable Credential listed(Question question, Credential given, List<Side> order, Course course) {
        if (question.names().isEmpty()) {
            return null;
        }
        for (Side side : order) {
            TokenList.Row row = new RowSearch(side, question.names(), course.within(timeout.dividedBy(3)))
                    .find(given.value(), RowSearch.PAGES_IN_A_CALL)
                    .row();
            if (row != null) {
                custody.rows().listed(row.access(), row.refresh(), row.id());
                return custody.rows().meant(given);
            }
        }
        return null;
    }

    /** Only the primary has ids, and its row may have other tokens by now. */
    private static ApiCall call(Question question, Credential token, Side side) {
        return side == Side.SECONDARY && token.isHash()
                ? question.call().with(Objects.requireNonNull(question.subjectAt()), token.value())
                : question.call();
    }

    private static @Nullable String identifier(Question question) {
        Locator at = question.subjectAt();
        return at == null ? null : question.call().value(at);
    }

    private static List<Side> expectedFirst(List<Side> sides, Standing standing) {
        List<Side> order = new ArrayList<>(sides);
        order.sort(Comparator.comparing(side -> side != standing.side()));
        return order;
    }

    private static boolean isDead(Standing standing) {
        return standing.firmness().compareTo(Firmness.SPENT) >= 0;
    }
}
