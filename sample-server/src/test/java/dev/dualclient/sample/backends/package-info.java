/** What the tests of the endpoints on both backends stand on. */
@NullMarked
package dev.dualclient.sample.backends;

import org.jspecify.annotations.NullMarked;
