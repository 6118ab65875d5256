@NullMarked
package dev.dualclient.test.server;

import org.jspecify.annotations.NullMarked;
