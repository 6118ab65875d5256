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

    /** Counts the codes that users guess. */
    @Bean
    Attempts attempts(ThrottleProperties limits, Clock clock) {
        return new Attempts(limits.attempts(), limits.window(), clock);
    }

    @Bean
    PendingRequests<PendingAuthorization> pendingAuthorizations() {
        return new PendingRequests<>(PendingAuthorization.class);
    }
}
