package dev.dualclient.observation;

import dev.dualclient.call.Outcome;
import java.time.Instant;

/**
 * That the primary was given the secret of a client that the secondary had just accepted. Immutable; it does not hold the
 * secret.
 *
 * @param at when
 * @param client the client
 * @param outcome how it ended at the primary; {@link Outcome#INDETERMINATE} is delivered again
 */
public record SecretRepair(Instant at, String client, Outcome outcome) {}
