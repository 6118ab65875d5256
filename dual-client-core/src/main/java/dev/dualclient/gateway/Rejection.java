package dev.dualclient.gateway;

import java.util.List;

/**
 * A request that the gateway answers itself, because it is not one that any backend could be asked. Its message repeats
 * nothing of the request but what {@link GatewayServlet} has found in its own tables.
 */
final class Rejection extends Exception {

    private static final long serialVersionUID = 1L;

    private static final String CLIENT_ERROR = "A000201";

    private final int status;
    private final String code;
    private final String words;
    private final String header;
    private final List<String> values;

    private Rejection(int status, String code, String message, String header, List<String> values) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.words = message;
        this.header = header;
        this.values = values;
    }

    private static Rejection of(int status, String message) {
        return new Rejection(status, CLIENT_ERROR, "Client Error: " + message, "", List.of());
    }

    static Rejection malformed(String message) {
        return of(400, message);
    }

    /** RFC 9110 section 11.6.1: both schemes that a caller may use. */
    static Rejection unauthenticated(String code, String message) {
        return new Rejection(
                401,
                code,
                message,
                "WWW-Authenticate",
                List.of("Basic realm=\"Dual Client\", charset=\"UTF-8\"", "Bearer realm=\"Dual Client\""));
    }

    static Rejection noSuchPath() {
        return of(404, "the Authlete Web API has no such path.");
    }

    static Rejection anotherService() {
        return of(404, "this gateway serves another service.");
    }

    /** RFC 9110 section 15.5.6. */
    static Rejection methodNotAllowed(List<String> allowed) {
        String methods = String.join(", ", allowed);
        return new Rejection(
                405, CLIENT_ERROR, "Client Error: the path takes " + methods + " alone.", "Allow", List.of(methods));
    }

    static Rejection tooLarge(int limit) {
        return of(413, "the body has more than " + limit + " bytes, which is max-body-size.");
    }

    static Rejection unsupportedType() {
        return of(415, "a body is application/json or application/x-www-form-urlencoded.");
    }

    int status() {
        return status;
    }

    /** Returns the result code, of the kind that Authlete has for such a request. */
    String code() {
        return code;
    }

    /** Returns what is wrong. */
    String words() {
        return words;
    }

    /** Returns the name of the further header, empty where there is none. */
    String header() {
        return header;
    }

    List<String> values() {
        return values;
    }
}
