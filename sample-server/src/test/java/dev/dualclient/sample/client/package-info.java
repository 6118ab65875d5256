/** Client applications that are made of libraries by others, against the running sample. */
@NullMarked
package dev.dualclient.sample.client;

import org.jspecify.annotations.NullMarked;
