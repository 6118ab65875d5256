@NullMarked
package dev.dualclient.test.migrator;

import org.jspecify.annotations.NullMarked;
