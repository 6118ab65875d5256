package dev.dualclient.authlete;

import dev.dualclient.operation.Side;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the vendor's own client of authlete-java-common 4.33 sends wrongly, and what is sent instead. */
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

    /** Returns the query parameters that the vendor's client drops from a call of this method. */
    static Set<String> droppedFrom(Method called, Side side) {
        return Stream.of(values())
                .filter(fault -> fault.side == side && fault.method.equals(called.getName()))
                .filter(fault -> Arrays.stream(called.getParameterTypes())
                        .anyMatch(type -> type == boolean.class || type == String.class))
                .map(fault -> fault.dropped)
                .collect(Collectors.toSet());
    }
}
