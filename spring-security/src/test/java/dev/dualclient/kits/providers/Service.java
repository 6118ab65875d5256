package dev.dualclient.kits.providers;

import dev.dualclient.kits.MutableClock;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service behind the kit that reads nothing but the identity headers. */
@Configuration(proxyBeanMethods = false)
class Service {

    @Bean
    MutableClock clock() {
        return new MutableClock();
    }

    /** Tomcat drops trailers that it is not told to keep. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> trailers() {
        return tomcat -> tomcat.addConnectorCustomizers(
                connector -> connector.setProperty("allowedTrailerHeaders", "x-user-id,x-user"));
    }

    /** Registered as a member of the configuration. */
    @RestController
    static class Endpoint {

        /** What came as an identity header, however it was written: one entry for each call. */
        final List<List<String>> seen = new CopyOnWriteArrayList<>();

        @RequestMapping({"/api", "/public", "/page"})
        String call(HttpServletRequest request, @Nullable Authentication authentication) throws IOException {
            request.getInputStream().readAllBytes();
            List<String> identities = new ArrayList<>();
            for (String name : Collections.list(request.getHeaderNames())) {
                if (isIdentity(name)) {
                    identities.addAll(Collections.list(request.getHeaders(name)));
                }
            }
            request.getTrailerFields().forEach((name, value) -> {
                if (isIdentity(name)) {
                    identities.add(value);
                }
            });
            seen.add(identities);
            String principal = authentication == null ? "nobody" : String.valueOf(authentication.getPrincipal());
            return identities + " " + principal;
        }

        private static boolean isIdentity(String name) {
            return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "").startsWith("xuser");
        }
    }
}
