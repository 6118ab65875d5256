/**
 * The operation catalogue: what each API of Authlete is called, where it stands on either backend, what it does to the
 * backend's state, which credentials it names and brings, and how its answers read. Pure data; start at
 * {@link dev.dualclient.operation.Catalogue}.
 */
@NullMarked
package dev.dualclient.operation;

import org.jspecify.annotations.NullMarked;
