package dev.dualclient.sample.demo;

import dev.dualclient.sample.ServerAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says, as the last lines of the start, what is not configured and where to go. */
@Component
final class StartMessage {

    /** What works only once it is configured. */
    private static final Map<String, String> NEEDED = new LinkedHashMap<>();

    static {
        NEEDED.put("sample.users[0].name", "nobody can log in");
        NEEDED.put("sample.resource-server.secret", "nobody can introspect tokens");
        NEEDED.put("sample.operator.secret", "nobody can change anything at /actuator");
    }

    private final Optional<DemoBackends> backends;
    private final Environment environment;

    StartMessage(Optional<DemoBackends> backends, Environment environment) {
        this.backends = backends;
        this.environment = environment;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void say(ApplicationReadyEvent ready) {
        if (ready.getApplicationContext() instanceof WebServerApplicationContext context
                && context.getWebServer() != null) {
            NEEDED.forEach((property, consequence) -> {
                if (!environment.containsProperty(property)) {
                    System.out.println(property + " is not set: " + consequence + ".");
                }
            });
            int port = context.getWebServer().getPort();
            String page = backends.map(demo -> demo.issuer().toString())
                    .orElseGet(() -> ServerAddress.of(environment, port).toString());
            String users =
                    backends.isPresent() ? "; who may log in: john (password john) and jane (password jane)" : "";
            System.out.println("Open " + page + "/ in a browser" + users + ". Stop with Ctrl+C.");
        }
    }
}
