package dev.dualclient.sample.web;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.web.cors.CorsConfiguration;

/**
 * The single-page applications that may call the clients' endpoints from a browser.
 *
 * @param allowedOrigins their origins, {@code https://app.example.com} for instance; none by default
 */
@ConfigurationProperties("sample.cors")
record CorsProperties(@DefaultValue List<String> allowedOrigins) {

    /** Returns what those applications may send and read. Cookies are of no use at these endpoints. */
    CorsConfiguration configuration() {
        CorsConfiguration configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(allowedOrigins);
        configuration.setAllowedMethods(List.of("GET", "POST", "PUT", "DELETE"));
        configuration.setAllowedHeaders(List.of("Authorization", "Content-Type", "DPoP"));
        configuration.setExposedHeaders(List.of("DPoP-Nonce", "Retry-After", "WWW-Authenticate"));
        configuration.setMaxAge(Duration.ofHours(1));
        return configuration;
    }
}
