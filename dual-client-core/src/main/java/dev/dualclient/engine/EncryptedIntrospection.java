package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Reason;
import dev.dualclient.operation.Locator;

/**
 * An introspection answer that the resource server alone can read: encrypted, as RFC 9701 section 5 allows. What it says
 * is found out by asking the same backend the same in plain JSON, for access tokens and refresh tokens alike.
 */
final class EncryptedIntrospection {

    private static final Locator ACCEPT = Locator.of("/httpAcceptHeader");

    private static final String PLAIN = "application/json";

    private EncryptedIntrospection() {}

    /** Whether nothing could be read of an answer because it is a JWT for somebody else, and plain JSON was not asked for. */
    static boolean is(ApiCall call, Attempt attempt) {
        ApiResponse answer = attempt.answer();
        return call.operation().reading().active()
                && !PLAIN.equals(call.value(ACCEPT))
                && attempt.reason() == Reason.UNKNOWN
                && answer != null
                && "JWT".equals(answer.value("/action"));
    }

    /** Returns the call that asks the same in plain JSON. */
    static ApiCall plain(ApiCall call) {
        return call.with(ACCEPT, PLAIN);
    }

    /** Returns the sealed answer with the meaning of the plain one, or the plain attempt where that has none. */
    static Attempt read(Attempt sealed, Attempt plain) {
        return switch (plain.reason()) {
            case DONE, UNKNOWN_CREDENTIAL -> sealed.refined(plain.reason());
            case UNKNOWN -> plain.refined(Reason.UNREADABLE); // a dead token could be active in what nobody can read
            default -> plain;
        };
    }
}
