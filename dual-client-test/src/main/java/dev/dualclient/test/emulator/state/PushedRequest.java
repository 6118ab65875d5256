package dev.dualclient.test.emulator.state;

import java.util.List;
import java.util.Map;

/**
 * An authorization request that its client has sent beforehand (RFC 9126).
 *
 * @param clientId the client, which alone may use it
 * @param parameters the parameters, those of a request object included
 */
public record PushedRequest(long clientId, Map<String, List<String>> parameters) {

    /** Returns the client alone. */
    @Override
    public String toString() {
        return "a pushed request of client " + clientId;
    }
}
