package dev.dualclient.custody;

import java.time.Instant;

/**
 * What is known of a client's secret at the primary. Immutable.
 *
 * @param status whether it is the secondary's; a record does not hold {@link SecretStatus#EQUAL}, which is what
 *     {@link CustodyLevel#SEEN} says of a client
 * @param triedUntil when the secret may be tried at the primary again
 */
public record ClientSecret(SecretStatus status, Instant triedUntil) {

    /** Nothing is known, and nobody has tried. */
    public static final ClientSecret UNKNOWN = new ClientSecret(SecretStatus.UNKNOWN, Instant.EPOCH);

    /** The primary has authenticated the client. */
    public static final ClientSecret EQUAL = new ClientSecret(SecretStatus.EQUAL, Instant.EPOCH);

    /** Whether it may be tried at the primary now. */
    public boolean isDue(Instant now) {
        return status.isDoubtful() && !triedUntil.isAfter(now);
    }

    ClientSecret with(SecretStatus other) {
        return new ClientSecret(other, triedUntil);
    }

    ClientSecret triedUntil(Instant later) {
        return new ClientSecret(status, later);
    }

    /** Of what two names of a client say, returns what outweighs the other; neither is tried before both may be. */
    ClientSecret and(ClientSecret other) {
        return new ClientSecret(
                status.compareTo(other.status) < 0 ? other.status : status,
                triedUntil.isBefore(other.triedUntil) ? other.triedUntil : triedUntil);
    }
}
