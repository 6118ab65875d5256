/** An application whose users still have their passwords at an authorization server, and move when they log in. */
@NullMarked
package dev.dualclient.examples.users;

import org.jspecify.annotations.NullMarked;
