package dev.dualclient.authlete;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.dualclient.scenario.Scenario;
import java.net.URL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is said of the vendor's layer of retries and caches. */
class ResilienceLayerTest {

    private static final String FACTORY = "com.authlete.jaxrs.server.resilience.ResilientAuthleteApiFactory";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(DualAuthleteApi.class);

    /** The class path of a server that has the layer. */
    private static final class Server extends ClassLoader {
        Server() {
            super(ResilienceLayerTest.class.getClassLoader());
        }

        @Override
        protected @Nullable URL findResource(String name) {
            return name.equals(FACTORY.replace('.', '/') + ".class")
                    ? ResilienceLayerTest.class.getResource("ResilienceLayerTest.class")
                    : null;
        }
    }

    @BeforeEach
    void start() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        System.clearProperty("resilience.enabled");
    }

    @Test
    @Scenario("N49")
    void itIsToldOfAtStart() {
        ResilienceLayer.warn(new Server());

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("The application has the vendor's resilience layer (" + FACTORY + "). In front of Dual"
                        + " Client it keeps revoked tokens active and repeats POST requests: set resilience.enabled=false"
                        + " in resilience.properties, and as a system property to confirm it here");
    }

    @Test
    @Scenario("N49")
    void nothingIsToldWhereItIsOffOrAbsent() {
        ResilienceLayer.warn(ResilienceLayerTest.class.getClassLoader());
        System.setProperty("resilience.enabled", "false");
        ResilienceLayer.warn(new Server());

        assertThat(log.list).isEmpty();
    }
}
