/** A live page on which operators watch a migration and act on it. */
@NullMarked
package dev.dualclient.console;

import org.jspecify.annotations.NullMarked;
