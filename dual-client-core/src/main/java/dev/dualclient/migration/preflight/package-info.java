/**
 * Read-only checks of both backends and of our own settings before a step of a migration:
 * {@link dev.dualclient.migration.preflight.Preflight}.
 */
@NullMarked
package dev.dualclient.migration.preflight;

import org.jspecify.annotations.NullMarked;
