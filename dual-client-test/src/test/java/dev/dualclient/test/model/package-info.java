/**
 * An executable model of the rules of custody: worlds that are small enough to be visited as a whole. With all rules on, no
 * promise is broken in any state; with any one of them off, a short course of events breaks one.
 */
@NullMarked
package dev.dualclient.test.model;

import org.jspecify.annotations.NullMarked;
