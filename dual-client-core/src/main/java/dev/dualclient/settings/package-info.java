/**
 * How properties are written: their names, their values and where they are read. It does not know what a property is for;
 * {@code dev.dualclient.authlete} has the table of them. Entry type: {@link dev.dualclient.settings.PropertyNames}.
 */
@NullMarked
package dev.dualclient.settings;

import org.jspecify.annotations.NullMarked;
