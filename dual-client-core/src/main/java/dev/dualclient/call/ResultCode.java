package dev.dualclient.call;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A result code of Authlete: {@code A}, three digits of a module, one of a class, two of a number. Some answers have a
 * plain number instead (a 404 of 3.0 does), which says nothing beyond the HTTP status.
 */
record ResultCode(String text) {

    private static final int LENGTH = 7;
    private static final int CLASS = 4;

    /**
     * Our API credentials are missing, wrong, or no good for this service: of 2.3 the API key of a service or of its
     * owner (unknown, mismatched, deleted, locked), of 3.0 the access token (invalid, or for an unknown service). Their
     * class says nothing: A458101 is of class 1.
     */
    private static final Set<String> REJECTIONS = Set.of("A00120", "A0022", "A0032", "A458101", "A458203");

    /** The proof of possession that goes with an API access token of 3.0 was not accepted. */
    private static final String PROOF_REJECTION = "A0013";

    /** Returns the code in the answer's body, {@code null} if it holds none and so does not come from Authlete. */
    static @Nullable ResultCode of(ApiResponse answer) {
        String text = answer.value("/resultCode");
        return text == null ? null : new ResultCode(text);
    }

    /** Whether it has the form of a code. */
    boolean speaks() {
        if (text.length() != LENGTH || text.charAt(0) != 'A') {
            return false;
        }
        for (int i = 1; i < LENGTH; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Whether it is of class 0: success. */
    boolean success() {
        return speaks() && text.charAt(CLASS) == '0';
    }

    /** Whether it is of class 1: a fault of Authlete. */
    boolean fault() {
        return speaks() && text.charAt(CLASS) == '1';
    }

    /** Whether it blames a caller: the API's or the client. */
    boolean blames() {
        return speaks() && !success() && !fault();
    }

    /** Whether it says that this library's own API credentials are not accepted. */
    boolean rejectsApiCredentials() {
        for (String rejection : REJECTIONS) {
            if (text.startsWith(rejection)) {
                return true;
            }
        }
        return text.startsWith(PROOF_REJECTION);
    }
}
