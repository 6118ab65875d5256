package dev.dualclient.test.emulator;

import dev.dualclient.operation.Side;

/** The version of Authlete that an emulator speaks. */
public enum AuthleteVersion {
    /** Paths without service id, Basic credentials. */
    V2_3("2.3", Side.SECONDARY),
    /** Paths with service id, Bearer credentials. */
    V3_0("3.0", Side.PRIMARY);

    private final String number;
    private final Side side;

    AuthleteVersion(String number, Side side) {
        this.number = number;
        this.side = side;
    }

    /** Returns the version as it is written: {@code 2.3} or {@code 3.0}. */
    public String number() {
        return number;
    }

    /** Returns the side of a migration on which this version stands. */
    public Side side() {
        return side;
    }
}
