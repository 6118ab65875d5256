/** Scenarios V: several identity providers for a time. */
@NullMarked
package dev.dualclient.kits.providers;

import org.jspecify.annotations.NullMarked;
