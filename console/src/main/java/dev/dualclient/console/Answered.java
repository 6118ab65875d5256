package dev.dualclient.console;

import dev.dualclient.operation.Side;
import org.jspecify.annotations.Nullable;

/** Which backend's answer the caller got. */
enum Answered {
    PRIMARY,
    SECONDARY,
    /** No answer counted, or it was merged from both. */
    NEITHER;

    static Answered by(@Nullable Side side) {
        return side == null ? NEITHER : side == Side.PRIMARY ? PRIMARY : SECONDARY;
    }
}
