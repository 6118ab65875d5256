package dev.dualclient.authlete;

import dev.dualclient.operation.Side;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the vendor's own clients of authlete-java-common 4.33 leave out of a request, and is sent here. Their other faults
 * show in single tests: path arguments that are not encoded ({@link WireTest}), and deletes that fail without a word
 * ({@link AnswersTest}).
 */
enum SdkFault {
    DRY_RUN_DROPPED(
            "the request of a POST has no query parameters there: a dry run creates tokens",
            Side.PRIMARY,
            "tokenCreateBatch",
            "dryRun"),
    DEVELOPER_DROPPED(
            "every V3 list of clients passes null for the developer: it lists everybody's clients",
            Side.PRIMARY,
            "getClientList",
            "developer");

    final String reason;
    final Side side;
    final String method;
    final String dropped;

    SdkFault(String reason, Side side, String method, String dropped) {
        this.reason = reason;
        this.side = side;
        this.method = method;
        this.dropped = dropped;
    }

    /** Returns the faults that show in a call of this method. */
    static List<SdkFault> of(Method called, Side side) {
        return Stream.of(values())
                .filter(fault -> fault.side == side && fault.method.equals(called.getName()))
                .filter(fault -> Stream.of(called.getParameterTypes())
                        .anyMatch(type -> type == boolean.class || type == String.class))
                .toList();
    }
}
