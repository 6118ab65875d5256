/**
 * One grant: a line of refresh tokens, the access tokens beside them, a migrator that copies their rows, and requests that
 * use, read and revoke them. {@link dev.dualclient.test.model.grant.GrantWorld} is the entry.
 */
@NullMarked
package dev.dualclient.test.model.grant;

import org.jspecify.annotations.NullMarked;
