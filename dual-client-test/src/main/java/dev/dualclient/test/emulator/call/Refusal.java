package dev.dualclient.test.emulator.call;

import com.nimbusds.oauth2.sdk.ErrorObject;
import dev.dualclient.test.emulator.state.Document;

/** A rule that says no, with the answer that says so. It does not undo what was changed before it was thrown. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    /** Creates a refusal that is answered so. */
    public Refusal(Answer answer) {
        super("refused", null, false, false);
        this.answer = answer;
    }

    /** Returns a refusal of the API call itself: an HTTP status and a result code. */
    public static Refusal ofCall(int status, String code, String message) {
        return new Refusal(Answer.of(status, code, message));
    }

    /** Returns a refusal that the authorization server passes on to the client as an OAuth error. */
    public static Refusal toClient(String action, ErrorObject error, String code, String message) {
        return new Refusal(Answer.action(action, code, message).with("responseContent", content(error, code, message)));
    }

    /** Returns the JSON text of an OAuth error (RFC 6749 section 5.2). */
    public static String content(ErrorObject error, String code, String message) {
        return Document.MAPPER
                .createObjectNode()
                .put("error", error.getCode())
                .put("error_description", "[" + code + "] " + message)
                .put("error_uri", "https://docs.authlete.com/#" + code)
                .toString();
    }

    /** Returns the answer that says no. */
    public Answer answer() {
        return answer;
    }
}
