/** The world of a history: two backends, the migrator between them, nodes, their memory, and all that can befall them. */
@NullMarked
package dev.dualclient.test.histories.world;

import org.jspecify.annotations.NullMarked;
