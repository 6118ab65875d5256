/**
 * What each backend holds of a service and its clients, how the two differ, and how the primary is given what it lacks:
 * {@link dev.dualclient.migration.inventory.Inventory}.
 */
@NullMarked
package dev.dualclient.migration.inventory;

import org.jspecify.annotations.NullMarked;
