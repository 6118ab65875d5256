package dev.dualclient.test.histories.without;

import dev.dualclient.backend.Reason;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a method does where it does not follow its rule. */
enum Instead {
    /** It does nothing, and returns no value or {@code null}. */
    NOTHING(true, call -> null),
    NO(true, call -> false),
    YES(true, call -> true),
    ITS_FIRST_ARGUMENT(true, call -> call.arguments()[0]),
    ITS_SECOND_ARGUMENT(true, call -> call.arguments()[1]),
    /** It finds everything in order. */
    DONE(true, call -> Reason.DONE),
    /** It does what it does, and says that it succeeded. */
    YES_AFTERWARDS(false, call -> true),
    /** Of what it finds, it returns the first element alone. */
    THE_FIRST_ALONE(false, call -> ((List<?>) call.result()).subList(0, 1)),
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
