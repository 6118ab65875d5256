package dev.dualclient.console;

import dev.dualclient.call.Time;
import dev.dualclient.console.ConsoleApplication.Users;
import dev.dualclient.spring.DualClientCustomizer;
import dev.dualclient.test.EmulatedFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * An application with a durable store, whose time a test moves forwards. It knows what an operator knows of the emulators:
 * how long what they have signed is valid.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Users.class)
class DaysLater {

    /** What it needs besides. */
    static final String[] SETTINGS = {
        "dual-client.custody.store=jdbc",
        "dual-client.migrator=none",
        "dual-client.carry-over.enabled=true",
        "dual-client.carry-over.self-test=skip",
        "dual-client.readiness.accept=lists-expired",
        "dual-client.readiness.scan.every=365d", // the tests scan
        "dual-client.inventory.calls-per-second=1000",
    };

    /** A time that begins at that of this machine. */
    static final class Clock implements Time {

        private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

        void advance(Duration more) {
            ahead.accumulateAndGet(more, Duration::plus);
        }

        Duration ahead() {
            return ahead.get();
        }

        @Override
        public Instant now() {
            return Time.system().now().plus(ahead.get());
        }

        @Override
        public long nanoTime() {
            return Time.system().nanoTime() + ahead.get().toNanos();
        }
    }

    @Bean
    DataSource database() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return source;
    }

    @Bean
    Clock clock() {
        return new Clock();
    }

    @Bean
    DualClientCustomizer movedTime(Clock clock) {
        return builder -> builder.time(clock).externalFacts(new EmulatedFacts(Duration.ofHours(1)));
    }
}
