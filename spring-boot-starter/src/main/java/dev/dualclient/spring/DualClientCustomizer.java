package dev.dualclient.spring;

import dev.dualclient.authlete.DualAuthleteApiBuilder;

/**
 * Changes what no property changes. Beans of this type see the builder last, when all properties and listeners have been
 * handed to it, in the order of {@link org.springframework.core.annotation.Order}; so what a customizer says holds.
 */
@FunctionalInterface
public interface DualClientCustomizer {

    /**
     * Changes the builder of the application's API.
     *
     * @throws IllegalArgumentException if a value is wrong; the application then does not start, and its failure is told
     *     as that of a property
     */
    void customize(DualAuthleteApiBuilder builder);
}
