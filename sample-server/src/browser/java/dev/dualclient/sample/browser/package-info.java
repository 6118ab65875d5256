/** The sample in a real browser. */
@NullMarked
package dev.dualclient.sample.browser;

import org.jspecify.annotations.NullMarked;
