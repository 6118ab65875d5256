/** What becomes of the promises where one of the rules behind them is not followed. */
@NullMarked
package dev.dualclient.test.histories.without;

import org.jspecify.annotations.NullMarked;
