/**
 * A small explicit-state explorer: {@link dev.dualclient.test.model.search.Explorer} visits every state that a {@link
 * dev.dualclient.test.model.search.World} can come to, breadth first, and tells the shortest way to what is wrong. Requests
 * are programs that are written top to bottom and stop at every {@link dev.dualclient.test.model.search.Effect}, so that
 * anything else can happen in between.
 */
@NullMarked
package dev.dualclient.test.model.search;

import org.jspecify.annotations.NullMarked;
