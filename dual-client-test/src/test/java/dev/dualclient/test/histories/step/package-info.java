/** What can happen in a history: one {@link dev.dualclient.test.histories.step.Step} for each kind. */
@NullMarked
package dev.dualclient.test.histories.step;

import org.jspecify.annotations.NullMarked;
