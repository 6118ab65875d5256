package dev.dualclient.sample.backends;

import dev.dualclient.spring.DualClientCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Lets the server call the backends for requests alone, so that a test can count the calls of its own. To be imported; it
 * bears no annotation by which a server of another test would find it.
 */
class WithoutBackground {

    @Bean
    DualClientCustomizer nothingInTheBackground() {
        return builder -> builder.background(false);
    }
}
