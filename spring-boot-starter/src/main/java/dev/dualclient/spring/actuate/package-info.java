/** The actuator endpoint {@code dualclient}: how the engine stands, what it decided, and what an operator can do. */
@NullMarked
package dev.dualclient.spring.actuate;

import org.jspecify.annotations.NullMarked;
