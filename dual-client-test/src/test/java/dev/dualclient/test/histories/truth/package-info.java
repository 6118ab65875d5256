/**
 * What is true in a history, by requests, answers, and the backends' own state: {@link
 * dev.dualclient.test.histories.truth.Truth}. It knows nothing of how Dual Client decides.
 */
@NullMarked
package dev.dualclient.test.histories.truth;

import org.jspecify.annotations.NullMarked;
