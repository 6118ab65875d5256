/**
 * Resource servers with Spring Security: {@link dev.dualclient.spring.resource.ResourceServerAutoConfiguration} lets
 * both backends judge access tokens.
 */
@NullMarked
package dev.dualclient.spring.resource;

import org.jspecify.annotations.NullMarked;
