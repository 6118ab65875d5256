package dev.dualclient.sample.backends;

import dev.dualclient.spring.DualClientCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Lets the server call the backends for requests alone, so that a test can count the calls of its own. */
@TestConfiguration(proxyBeanMethods = false)
class WithoutBackground {

    @Bean
    DualClientCustomizer nothingInTheBackground() {
        return builder -> builder.background(false);
    }
}
