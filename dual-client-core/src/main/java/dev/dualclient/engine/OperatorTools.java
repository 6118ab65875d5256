package dev.dualclient.engine;

import dev.dualclient.migration.inventory.Inventory;
import dev.dualclient.migration.preflight.Preflight;

/**
 * What an operator asks about the migration. Immutable.
 *
 * @param inventory what both backends hold
 * @param preflight whether everything is as it should be
 */
public record OperatorTools(Inventory inventory, Preflight preflight) {}
