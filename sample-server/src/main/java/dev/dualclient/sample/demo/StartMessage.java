package dev.dualclient.sample.demo;

import java.util.Optional;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Says, as the last line of the start, where to go. */
@Component
final class StartMessage {

    private final Optional<DemoBackends> backends;

    StartMessage(Optional<DemoBackends> backends) {
        this.backends = backends;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void say(ApplicationReadyEvent ready) {
        if (ready.getApplicationContext() instanceof WebServerApplicationContext context
                && context.getWebServer() != null) {
            String page = backends.map(demo -> demo.issuer().toString())
                    .orElse("http://localhost:" + context.getWebServer().getPort());
            System.out.println("Open " + page + "/ in a browser; who may log in: john (password john) and jane"
                    + " (password jane). Stop with Ctrl+C.");
        }
    }
}
