package dev.dualclient.test;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.test.emulator.AuthleteVersion;
import dev.dualclient.test.gateway.Gateway;

/** Whom the vendor's own client calls, unmodified, in the style of one version of Authlete. */
enum Callee {

    /** The emulated 2.3. */
    V2_3,

    /** The emulated 3.0. */
    V3_0,

    /** The gateway in front of both, as if it were 2.3. */
    GATEWAY_AS_V2_3,

    /** The gateway in front of both, as if it were 3.0. */
    GATEWAY_AS_V3_0;

    AuthleteApi api(Emulators emulators, DualAuthleteApi both) {
        return switch (this) {
            case V2_3 -> emulators.secondaryApi();
            case V3_0 -> emulators.primaryApi();
            case GATEWAY_AS_V2_3 -> Gateway.over(both.dualClient()).vendorApi(AuthleteVersion.V2_3);
            case GATEWAY_AS_V3_0 -> Gateway.over(both.dualClient()).vendorApi(AuthleteVersion.V3_0);
        };
    }

    /** Registers a client wherever it may be asked for. */
    TestClient client(Emulators emulators) {
        return switch (this) {
            case V2_3 -> emulators.client().atSecondary();
            case V3_0 -> emulators.client().atPrimary();
            case GATEWAY_AS_V2_3, GATEWAY_AS_V3_0 -> emulators.client().atBoth();
        };
    }
}
