package dev.dualclient.migration.probe;

import org.jspecify.annotations.Nullable;

/**
 * With whom a probe experiments. Immutable.
 *
 * @param client the id of a test client that both backends hold, without traffic
 * @param otherClient the id of another test client, which tries to revoke what is not its own; {@code null} to leave that out
 * @param subject a user that does not exist, without tokens of the client
 * @param reason why; goes to log and audit
 */
public record ProbeRequest(String client, @Nullable String otherClient, String subject, String reason) {

    /**
     * Checks the request.
     *
     * @throws IllegalArgumentException if something is missing; the message says what to write
     */
    public ProbeRequest {
        require(client, "client", "the id of a test client without traffic");
        require(subject, "subject", "a user that does not exist");
        require(reason, "reason", "why; it goes to log and audit");
        if (client.equals(otherClient)) {
            throw new IllegalArgumentException("otherClient is client: write the id of another test client");
        }
    }

    private static void require(String value, String name, String what) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing: write " + what);
        }
    }
}
