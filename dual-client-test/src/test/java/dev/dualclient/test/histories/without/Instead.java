package dev.dualclient.test.histories.without;

import dev.dualclient.call.Reason;
import dev.dualclient.custody.CustodyLevel;
import dev.dualclient.custody.CustodyRecord;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.custody.Parties;
import dev.dualclient.custody.TokenRow;
import dev.dualclient.operation.Side;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a method does where it does not follow its rule. */
enum Instead {
    /** It does nothing, and returns no value or {@code null}. */
    NOTHING(true, call -> null),
    NO(true, call -> false),
    NONE(true, call -> List.of()),
    YES(true, call -> true),
    ITS_FIRST_ARGUMENT(true, call -> call.arguments()[0]),
    ITS_SECOND_ARGUMENT(true, call -> call.arguments()[1]),
    /** It finds everything in order. */
    DONE(true, call -> Reason.DONE),
    /** It does what it does, and says that it succeeded. */
    YES_AFTERWARDS(false, call -> true),
    /** Of the row of a token it returns the token alone. */
    THE_TOKEN_ALONE(false, call -> alone((TokenRow) Objects.requireNonNull(call.result()))),
    /** It takes all for what it looks for. */
    ALL_OF_THEM(true, call -> new HashSet<>((Collection<?>) call.arguments()[1])),
    NOBODY(true, call -> Parties.NONE),
    /** It returns how a look-up ended, and looks no further. */
    WHAT_WAS_FOUND(true, call -> attempt(call.arguments()[2])),
    /** What it is to do later is never due. */
    NEVER_DUE(false, call -> neverDue((OutboxEntry) Objects.requireNonNull(call.result()))),
    /** It takes what was created with given values for what the primary has issued. */
    OF_PRIMARY_ALONE(true, call -> ofPrimaryAlone((CustodyRecord) call.arguments()[0], (Instant) call.arguments()[2])),
    /** It takes an answer that did not come for one that says "unknown". */
    UNKNOWN_IF_FAILED(
            false, call -> call.result() == Reason.LOOK_UP_FAILED ? Reason.UNKNOWN_CREDENTIAL : call.result());

    /** A call of a method, and what the method returned if it was run. */
    record Call(Object[] arguments, @Nullable Object result) {}

    private final boolean inPlace;
    private final Function<Call, @Nullable Object> result;

    Instead(boolean inPlace, Function<Call, @Nullable Object> result) {
        this.inPlace = inPlace;
        this.result = result;
    }

    private static TokenRow alone(TokenRow row) {
        return new TokenRow(row.keys().subList(0, 1), null, row.ofAccessToken());
    }

    private static OutboxEntry neverDue(OutboxEntry entry) {
        return new OutboxEntry(
                entry.id(),
                entry.side(),
                entry.kill(),
                entry.names(),
                entry.ofMany(),
                entry.command(),
                entry.made(),
                entry.made().plus(Duration.ofDays(10_000)),
                entry.heldUntil(),
                entry.attempts(),
                entry.failure(),
                entry.number(),
                entry.revision());
    }

    private static CustodyRecord ofPrimaryAlone(@Nullable CustodyRecord before, Instant expires) {
        return new CustodyRecord(
                CustodyLevel.ISSUED,
                Side.PRIMARY,
                null,
                null,
                before == null ? null : before.family(),
                before == null ? List.of() : before.kills(),
                Set.of(),
                expires,
                0,
                before == null ? null : before.companion(),
                null);
    }

    /** What a look-up found is known to the engine alone. */
    private static Object attempt(Object finding) {
        try {
            Method attempt = finding.getClass().getDeclaredMethod("attempt");
            attempt.setAccessible(true);
            return attempt.invoke(finding);
        } catch (ReflectiveOperationException gone) {
            throw new IllegalStateException(gone);
        }
    }

    /** Whether the method is not run at all. */
    boolean inPlace() {
        return inPlace;
    }

    /** Returns what the method returns. */
    @Nullable
    Object of(Object[] arguments, @Nullable Object result) {
        return this.result.apply(new Call(arguments, result));
    }
}
