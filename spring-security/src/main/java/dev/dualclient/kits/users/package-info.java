/**
 * Users that migrate when they log in: who is not known here is asked for, once, at the old system, and created here.
 * {@link dev.dualclient.kits.users.UsersAutoConfiguration} sets it up from {@code dual-client.kits.users}.
 */
@NullMarked
package dev.dualclient.kits.users;

import org.jspecify.annotations.NullMarked;
