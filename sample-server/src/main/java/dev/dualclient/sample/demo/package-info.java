/**
 * What makes the sample something to watch: two emulated backends in this process, clients to try, and a page that shows
 * which backend answered. The authorization server itself needs nothing of this.
 */
@NullMarked
package dev.dualclient.sample.demo;

import org.jspecify.annotations.NullMarked;
