/**
 * A token migrator between two emulators, and the import of clients that precedes it. Both work over HTTP, so the
 * emulators may be processes of their own. Start at {@link dev.dualclient.test.migrator.TokenMigrator}.
 */
@NullMarked
package dev.dualclient.test.migrator;

import org.jspecify.annotations.NullMarked;
