package dev.dualclient.engine;

import dev.dualclient.migration.inventory.Inventory;
import dev.dualclient.migration.preflight.Preflight;
import dev.dualclient.migration.probe.Probe;
import dev.dualclient.migration.probe.TokenVerifier;

/**
 * What an operator asks about the migration. Immutable.
 *
 * @param inventory what both backends hold
 * @param preflight whether everything is as it should be
 * @param probe what a backend does, by experiment
 * @param verifier what both backends say of one token
 */
public record OperatorTools(Inventory inventory, Preflight preflight, Probe probe, TokenVerifier verifier) {}
