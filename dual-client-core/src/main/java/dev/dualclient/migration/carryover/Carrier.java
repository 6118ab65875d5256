package dev.dualclient.migration.carryover;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Time;
import dev.dualclient.custody.AcceptanceVerdict;
import dev.dualclient.custody.CarriedRow;
import dev.dualclient.custody.CarriedRows;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.json.JsonNode;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies one row of the secondary to the primary: read, decide, mark, create, judge, compare, record. The mark comes before
 * anything is sent, and what has happened to the row meanwhile undoes the copy. Thread-safe.
 */
final class Carrier {

    private static final Logger LOG = LoggerFactory.getLogger(Carrier.class);

    /** The primary holds a token of this value already. */
    private static final Set<String> IN_USE = Set.of("A144201", "A144202");

    private static final String UNSUPPORTED_SCOPE = "A106201";
    private static final Duration READ = Duration.ofSeconds(5);

    private final Custody custody;
    private final CarriedRows rows;
    private final CarryOutbox outbox;
    private final Backends backends;
    private final Admission admission;
    private final Gate gate;
    private final RowReading reading;
    private final CopyCheck check;
    private final @Nullable Duration tidyAfter;
    private final Time time;

    Carrier(
            Custody custody,
            CarryOutbox outbox,
            Backends backends,
            Admission admission,
            Gate gate,
            CopyCheck check,
            @Nullable Duration tidyAfter,
            Time time) {
        this.custody = custody;
        this.rows = custody.carriedRows();
        this.outbox = outbox;
        this.backends = backends;
        this.admission = admission;
        this.gate = gate;
        this.reading = new RowReading(backends);
        this.check = check;
        this.tidyAfter = tidyAfter;
        this.time = time;
    }

    /** Carries a row over, if it may be. */
    CarryResult carry(Candidate candidate) {
        if (Objects.equals(candidate.bearer(), false)) {
            return CarryResult.not(CarryReason.BOUND, candidate.client());
        }
        Attempt read = backends.ask(Side.SECONDARY, TokenRequests.introspection(candidate.access()), READ);
        JsonNode shown = json(read);
        if (read.outcome() != Outcome.ACCEPTED || shown == null) {
            return unread(candidate, read, shown);
        }
        Original original = new Original(shown);
        CarryReason closed = admission.objection(original.client());
        if (closed != null) {
            return CarryResult.not(closed, original.client());
        } else if (candidate.bearer() != null) {
            return permitted(candidate, original);
        }
        RowReading.Finding found = reading.complete(candidate, original);
        Candidate whole = found.candidate();
        return whole == null
                ? CarryResult.not(Objects.requireNonNull(found.reason()), original.client())
                : permitted(whole, original);
    }

    /** A token that is bound to a certificate is not usable without it. */
    private static CarryResult unread(Candidate candidate, Attempt read, @Nullable JsonNode shown) {
        if (read.outcome() != Outcome.REFUSED && read.outcome() != Outcome.UNRECOGNIZED) {
            return new CarryResult(CarryOutcome.FAILED, CarryReason.UNREADABLE, candidate.client());
        }
        boolean bound = shown != null && new Original(shown).isBound();
        return CarryResult.not(bound ? CarryReason.BOUND : CarryReason.ROW, candidate.client());
    }

    private CarryResult permitted(Candidate candidate, Original original) {
        CarryReason objection = gate.objection(candidate, original);
        if (objection == null && original.scopes().contains("openid")) {
            objection = ofClaims(candidate);
        }
        return objection != null ? CarryResult.not(objection, original.client()) : copied(candidate, original);
    }

    /** A copy cannot have claims of its own that userinfo returns. */
    private @Nullable CarryReason ofClaims(Candidate candidate) {
        Attempt read = backends.ask(Side.SECONDARY, TokenRequests.userinfo(candidate.access()), READ);
        JsonNode shown = json(read);
        if (read.outcome() != Outcome.ACCEPTED || shown == null) {
            return CarryReason.UNREADABLE;
        }
        return Original.hasClaims(shown) ? CarryReason.CLAIMS : null;
    }

    private CarryResult copied(Candidate candidate, Original original) {
        CarriedRow row = candidate.row(original);
        Deadline patience = Deadline.after(outbox.patience(), time);
        String carry = UUID.randomUUID().toString();
        OutboxEntry settle = outbox.settle(row);
        if (!rows.mark(row, carry, settle)) {
            return CarryResult.not(CarryReason.ONCE, original.client());
        }
        long now = time.now().toEpochMilli();
        ApiCall creation = TokenRequests.creation(candidate, original, now);
        Attempt created = backends.ask(Side.PRIMARY, creation, patience.remaining());
        return switch (created.outcome()) {
            case ACCEPTED, INDETERMINATE ->
                isAnswered(created)
                        ? created(candidate, original, isAsLong(created, original, now), settle)
                        : CarryResult.of(CarryOutcome.UNANSWERED, original.client());
            case UNAVAILABLE -> {
                rows.takeBack(row, carry, settle); // nothing was sent
                yield CarryResult.of(CarryOutcome.FAILED, original.client());
            }
            case REFUSED, UNRECOGNIZED -> refused(original, created, settle);
        };
    }

    /** Without an answer, the primary may have created the copy, may do it yet, or never: the outbox finds that out. */
    private static boolean isAnswered(Attempt created) {
        return created.outcome() == Outcome.ACCEPTED;
    }

    private CarryResult refused(Original original, Attempt created, OutboxEntry settle) {
        ApiResponse answer = created.answer();
        String code = answer == null ? null : answer.value("/resultCode");
        if (code != null && IN_USE.contains(code)) { // whose they are the list tells, when the outbox settles it
            return CarryResult.not(CarryReason.MIGRATOR, original.client());
        }
        custody.outbox().acknowledged(List.of(settle));
        boolean scope = UNSUPPORTED_SCOPE.equals(code);
        return CarryResult.not(scope ? CarryReason.SCOPES : CarryReason.REFUSED, original.client());
    }

    private static boolean isAsLong(Attempt created, Original original, long now) {
        JsonNode answer = json(created);
        return answer == null || CopyCheck.isAsLong(answer, TokenRequests.seconds(original.expiresAt(), now));
    }

    /** Whether a token migrator is at work for a client, as the primary says. */
    boolean isMigrated(String client) {
        return gate.isMigrated(client);
    }

    private CarryResult created(Candidate candidate, Original original, boolean asLong, OutboxEntry settle) {
        CarriedRow row = candidate.row(original);
        if (isDead(candidate, row)) {
            return undone(row, original, null, settle);
        }
        List<String> differences =
                !asLong ? List.of("expiresIn") : check.isDue(original) ? differences(candidate, original) : List.of();
        if (!differences.isEmpty()) {
            LOG.warn(
                    "A token that was carried over for client {} differs at the primary in {}. The copy is ended, the"
                            + " secondary serves the token, and nothing more is carried over for this client until"
                            + " carry-over is resumed",
                    original.client(),
                    differences);
            return undone(row, original, CarryReason.DIFFERENT, settle);
        }
        OutboxEntry tidy = tidyAfter == null ? null : outbox.tidy(row, tidyAfter);
        CarriedRows.Result result = rows.record(row, outbox.end(row), tidy, List.of(settle));
        return CarryResult.of(
                result == CarriedRows.Result.UNDONE ? CarryOutcome.UNDONE : CarryOutcome.CARRIED, original.client());
    }

    /** Whether what custody knows by now speaks against the acceptance, as it would of any other. */
    private boolean isDead(Candidate candidate, CarriedRow row) {
        Credential refresh = candidate.refreshToken();
        Credential named = refresh != null ? refresh : candidate.accessToken();
        return custody.judge(named, List.of(), row.owner(), Side.PRIMARY).verdict() != AcceptanceVerdict.FINE;
    }

    private List<String> differences(Candidate candidate, Original original) {
        Attempt read = backends.ask(Side.PRIMARY, TokenRequests.introspection(candidate.access()), READ);
        JsonNode copy = json(read);
        if (read.outcome() == Outcome.UNAVAILABLE || read.outcome() == Outcome.INDETERMINATE || copy == null) {
            return List.of(); // the next copy is compared
        }
        return CopyCheck.differences(original.json(), copy);
    }

    private CarryResult undone(CarriedRow row, Original original, @Nullable CarryReason reason, OutboxEntry settle) {
        custody.outbox().write(List.of(outbox.end(row)));
        custody.outbox().acknowledged(List.of(settle));
        return new CarryResult(CarryOutcome.UNDONE, reason, original.client());
    }

    private static @Nullable JsonNode json(Attempt attempt) {
        ApiResponse answer = attempt.answer();
        return answer == null ? null : answer.json();
    }
}
