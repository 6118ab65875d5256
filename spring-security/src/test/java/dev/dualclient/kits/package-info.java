/** What the tests of all kits use. */
@NullMarked
package dev.dualclient.kits;

import org.jspecify.annotations.NullMarked;
