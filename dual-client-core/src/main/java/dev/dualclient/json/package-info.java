/**
 * JSON values, read and written by Jackson's streaming core alone, so that the library depends on neither its data binding nor
 * its annotations, of which an application has a version of its own. Entry type: {@link dev.dualclient.json.JsonFormat}.
 */
@NullMarked
package dev.dualclient.json;

import org.jspecify.annotations.NullMarked;
