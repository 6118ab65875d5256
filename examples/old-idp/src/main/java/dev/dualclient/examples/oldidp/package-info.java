/** The old identity provider of the demonstrations. */
@NullMarked
package dev.dualclient.examples.oldidp;

import org.jspecify.annotations.NullMarked;
