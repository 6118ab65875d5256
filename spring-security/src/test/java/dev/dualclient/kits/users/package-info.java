/** Scenarios U: users that migrate when they log in. */
@NullMarked
package dev.dualclient.kits.users;

import org.jspecify.annotations.NullMarked;
