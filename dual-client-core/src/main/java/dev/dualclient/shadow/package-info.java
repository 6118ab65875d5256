/**
 * Reads that are made a second time at the other backend, and how the two answers differ.
 */
@NullMarked
package dev.dualclient.shadow;

import org.jspecify.annotations.NullMarked;
