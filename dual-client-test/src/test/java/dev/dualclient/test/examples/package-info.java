/** The code examples of the Javadoc and of the README: compiled, run, and compared with what is printed there. */
@NullMarked
package dev.dualclient.test.examples;

import org.jspecify.annotations.NullMarked;
