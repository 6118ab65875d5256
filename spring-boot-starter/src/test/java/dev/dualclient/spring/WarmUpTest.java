package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.observation.CallListener;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** A warm-up at the start of an application. */
@DualClientTest
class WarmUpTest {

    private static final Duration TIME = Duration.ofMillis(600);

    private final WebApplicationContextRunner application = new WebApplicationContextRunner(
                    AnnotationConfigServletWebServerApplicationContext::new)
            .withConfiguration(AutoConfigurations.of(
                    TomcatServletWebServerAutoConfiguration.class,
                    DualClientAutoConfiguration.class,
                    DualClientMetersAutoConfiguration.class,
                    GatewayAutoConfiguration.class))
            .withUserConfiguration(Witness.class)
            .withPropertyValues(
                    "server.port=0",
                    "server.address=127.0.0.1",
                    "dual-client.warm-up=" + TIME.toMillis() + "ms",
                    "dual-client.gateway.enabled=true",
                    "dual-client.gateway.callers[0].user=auth-server",
                    "dual-client.gateway.callers[0].secret=a-secret");

    /** What sees the start. */
    @Configuration(proxyBeanMethods = false)
    static class Witness {

        private final List<String> seen = new CopyOnWriteArrayList<>();

        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }

        @Bean
        CallListener listener() {
            return event -> seen.add("call of " + event.operation());
        }

        @EventListener
        void accepts(ServletWebServerInitializedEvent accepting) {
            ConfigurableListableBeanFactory beans =
                    accepting.getApplicationContext().getBeanFactory();
            boolean warm = beans.containsSingleton(DualClientAutoConfiguration.API)
                    && beans.containsSingleton(GatewayAutoConfiguration.SERVLET);
            seen.add(warm ? "accepts when both fronts are built" : "accepts too early");
        }
    }

    @Test
    void theServerAcceptsNoRequestBeforeTheWarmUpIsOverAndNobodyIsToldOfIt(Emulators emulators) {
        long start = System.nanoTime();
        application.withPropertyValues(Backends.of(emulators)).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(TIME);
            assertThat(context.getBean(Witness.class).seen).containsExactly("accepts when both fronts are built");
            assertThat(context.getBean(MeterRegistry.class).getMeters())
                    .extracting(Meter::getId)
                    .extracting(Meter.Id::getName)
                    .doesNotContain("dualclient.calls");
            assertThat(emulators.calls().primary()).isEmpty();
            assertThat(emulators.calls().secondary()).isEmpty();
        });
    }
}
