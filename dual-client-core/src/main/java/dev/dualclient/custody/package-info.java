/**
 * Custody: which backend answers for a credential from now on, and how firmly that is known. Start at
 * {@link dev.dualclient.custody.Custody}.
 */
@NullMarked
package dev.dualclient.custody;

import org.jspecify.annotations.NullMarked;
