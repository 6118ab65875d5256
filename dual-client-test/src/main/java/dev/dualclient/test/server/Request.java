package dev.dualclient.test.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came over the wire. Its {@code toString} tells the method and nothing else, for everything else may be
 * secret.
 *
 * @param method the HTTP method
 * @param path the path, still percent-encoded
 * @param query the query, still percent-encoded, {@code null} where there is none
 * @param headers the headers, by names compared without regard to case; of a repeated one the last
 * @param body the body, empty where there is none; not to be changed
 */
public record Request(String method, String path, @Nullable String query, Map<String, String> headers, byte[] body) {

    /** Returns a header, {@code null} where there is none. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** Whether the body is longer than this server reads; what there is of it then is of no use. */
    public boolean oversized() {
        return body.length > Connection.MAX_BODY;
    }

    @Override
    public String toString() {
        return method;
    }
}
