/**
 * Kills beyond the row of one token: by strangers, of tokens that nobody holds, of all tokens of a user, and of a whole line
 * of refreshes.
 */
@NullMarked
package dev.dualclient.test.model.kills;

import org.jspecify.annotations.NullMarked;
