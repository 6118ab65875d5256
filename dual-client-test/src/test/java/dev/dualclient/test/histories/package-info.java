/**
 * Random histories (scenario B19): {@link dev.dualclient.test.histories.Generator} makes them from seeds, a {@link
 * dev.dualclient.test.histories.History} is played on a node of either kind, and what contradicts the truth is shrunk to
 * the smallest history that still does.
 */
@NullMarked
package dev.dualclient.test.histories;

import org.jspecify.annotations.NullMarked;
