@NullMarked
package dev.dualclient.test;

import org.jspecify.annotations.NullMarked;
