/**
 * What helps to decide on the next step of a migration. {@link dev.dualclient.migration.Shadow} repeats reads at the
 * primary and compares.
 */
@NullMarked
package dev.dualclient.migration;

import org.jspecify.annotations.NullMarked;
