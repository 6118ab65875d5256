/**
 * Carry-over: what the secondary has just issued for a refresh is created at the primary with the same values, so that a
 * migration ends without a token migrator. Off by default.
 */
@NullMarked
package dev.dualclient.migration.carryover;

import org.jspecify.annotations.NullMarked;
