/** One line of tokens whose rows are copied to P through the public API when S has refreshed them: carry-over. */
@NullMarked
package dev.dualclient.test.model.carry;

import org.jspecify.annotations.NullMarked;
