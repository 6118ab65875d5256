/** Clients that register themselves, and manage what they registered. */
@NullMarked
package dev.dualclient.sample.registration;

import org.jspecify.annotations.NullMarked;
