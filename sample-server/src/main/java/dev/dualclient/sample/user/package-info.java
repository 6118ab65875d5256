/** The end users of the sample and what is known about them. */
@NullMarked
package dev.dualclient.sample.user;

import org.jspecify.annotations.NullMarked;
