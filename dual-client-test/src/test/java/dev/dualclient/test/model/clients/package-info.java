/** What both backends hold of a client: its state, its names, and its secret. */
@NullMarked
package dev.dualclient.test.model.clients;

import org.jspecify.annotations.NullMarked;
