package dev.dualclient.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.dualclient.scenario.Scenario;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PeriodicTaskTest {

    @Test
    @Scenario("N27")
    void anErrorEndsOneRunAndNotTheTask() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(PeriodicTask.class);
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        logger.addAppender(said);
        CountDownLatch runs = new CountDownLatch(2);
        PeriodicTask task = new PeriodicTask("outbox", () -> {
            runs.countDown();
            throw new NoClassDefFoundError("a class that is missing");
        });
        try {
            assertThat(runs.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(task.isFailing()).isTrue();
            assertThat(task.name()).isEqualTo("outbox");
        } finally {
            task.close(Duration.ofSeconds(30));
            logger.detachAppender(said);
        }
        assertThat(said.list).hasSizeGreaterThanOrEqualTo(2).allSatisfy(event -> {
            assertThat(event.getFormattedMessage()).contains("outbox");
            assertThat(event.getThrowableProxy().getClassName()).isEqualTo(NoClassDefFoundError.class.getName());
        });
    }
}
