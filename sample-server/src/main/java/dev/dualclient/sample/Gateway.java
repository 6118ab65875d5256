package dev.dualclient.sample;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Nothing but the gateway of the starter, which {@code application-gateway.yaml} enables. */
@Configuration(proxyBeanMethods = false)
@Profile("gateway")
class Gateway {

    /** The gateway has a chain of its own. */
    @Bean
    SecurityFilterChain nothingElse(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .build();
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> startMessage() {
        return ready -> {
            if (ready.getApplicationContext() instanceof WebServerApplicationContext context
                    && context.getWebServer() != null) {
                System.out.println("The Authlete Web API, answered by two backends: write http://localhost:"
                        + context.getWebServer().getPort() + " as your server's base URL, and one of"
                        + " dual-client.gateway.callers as its credentials. Stop with Ctrl+C.");
            }
        };
    }
}
