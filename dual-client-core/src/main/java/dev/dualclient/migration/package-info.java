/**
 * How far the migration is: the stage for all and for single clients, its changes, and what still speaks against the
 * next one.
 */
@NullMarked
package dev.dualclient.migration;

import org.jspecify.annotations.NullMarked;
