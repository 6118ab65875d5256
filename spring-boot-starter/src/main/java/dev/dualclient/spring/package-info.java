/**
 * Dual Client in a Spring Boot application: {@link dev.dualclient.spring.DualClientAutoConfiguration} makes the
 * {@code AuthleteApi} from the properties under {@code dual-client}.
 */
@NullMarked
package dev.dualclient.spring;

import org.jspecify.annotations.NullMarked;
