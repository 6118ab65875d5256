package dev.dualclient.benchmarks.kits;

import dev.dualclient.spring.DualClientAutoConfiguration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service that accepts the JWTs of two issuers, and does nothing else. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DualClientAutoConfiguration.class)
class Service {

    /** What it answers. */
    static final String ANSWER = "done";

    /** Answers. */
    @RestController
    static class Endpoint {

        @GetMapping("/api")
        String answer() {
            return ANSWER;
        }
    }

    static ConfigurableApplicationContext withSpring(Issuer one, Issuer other) {
        return start(List.of("--issuers=" + one.url() + "," + other.url()), Service.class, SpringChain.class);
    }

    /** The kit needs no chain of the application. */
    static ConfigurableApplicationContext withKit(Issuer one, Issuer other, boolean identityHeader) {
        String kit = "--dual-client.kits.providers.";
        List<String> settings = new ArrayList<>(List.of(
                kit + "order=one,other",
                kit + "by-name.one.jwt.issuer=" + one.url(),
                kit + "by-name.one.jwt.audiences=" + Issuer.AUDIENCE,
                kit + "by-name.other.jwt.issuer=" + other.url(),
                kit + "by-name.other.jwt.audiences=" + Issuer.AUDIENCE));
        if (identityHeader) {
            settings.add(kit + "identity-header.name=X-User-Id");
        }
        return start(settings, Service.class);
    }

    private static ConfigurableApplicationContext start(List<String> settings, Class<?>... sources) {
        List<String> arguments = new ArrayList<>(settings);
        arguments.addAll(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--server.tomcat.max-keep-alive-requests=-1",
                "--spring.main.banner-mode=off",
                "--logging.level.root=WARN"));
        return new SpringApplicationBuilder(sources).run(arguments.toArray(String[]::new));
    }
}
