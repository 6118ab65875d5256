package dev.dualclient.sample.web;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the endpoints share. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    PendingRequests<PendingAuthorization> pendingAuthorizations() {
        return new PendingRequests<>(PendingAuthorization.class);
    }
}
