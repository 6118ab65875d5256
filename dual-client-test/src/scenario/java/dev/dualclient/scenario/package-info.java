/** What the tests of all modules share: their scenarios' ids, and their names. */
@NullMarked
package dev.dualclient.scenario;

import org.jspecify.annotations.NullMarked;
