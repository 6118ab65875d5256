package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import dev.dualclient.test.emulator.call.Refusal;

/** An error of an authorization request that goes to the client by its redirect URI (RFC 6749 section 4.1.2.1). */
final class RequestError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorObject error;
    private final String code;
    private final String words;

    RequestError(ErrorObject error, String code, String words) {
        super(words, null, false, false);
        this.error = error;
        this.code = code;
        this.words = words;
    }

    /** Returns this as a refusal of a request whose errors go to the client at once. */
    Refusal refusal() {
        return Refusal.toClient("BAD_REQUEST", error, code, words);
    }

    ErrorObject error() {
        return error;
    }

    /** Returns the result code. */
    String code() {
        return code;
    }

    /** Returns what is wrong. */
    String words() {
        return words;
    }
}
