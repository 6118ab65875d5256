/** What operators may see and do. */
@NullMarked
package dev.dualclient.sample.operator;

import org.jspecify.annotations.NullMarked;
