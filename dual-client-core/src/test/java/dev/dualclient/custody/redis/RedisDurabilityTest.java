package dev.dualclient.custody.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.StoreLog;
import dev.dualclient.custody.StoreUnavailableException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which servers are fit to keep custody. */
class RedisDurabilityTest {

    private static final String LOG = "appendonly yes";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            appendonly no                                                | write 'appendonly yes' into its redis.conf
            appendonly yes;maxmemory 64mb;maxmemory-policy volatile-ttl  | write 'maxmemory-policy noeviction' into its
            appendonly yes;replicaof 127.0.0.1 1                         | is a replica; name the master
            appendonly yes;cluster-enabled yes                           | is a cluster; use a single master
            appendonly yes;rename-command INFO ""                        | allow its user INFO, or declare that it is durable
            """)
    void aServerThatWouldForgetIsRefusedWithWhatToChange(String settings, String message) {
        try (RealRedis redis = RealRedis.with(directory, settings.split(";"))) {
            assertRefused(redis.settings(), message);
        }
    }

    @Test
    void anEvictionPolicyIsOfNoMatterWithoutALimitOfMemory() {
        accepts(LOG, "maxmemory-policy allkeys-lru");
    }

    @Test
    void aLimitOfMemoryIsOfNoMatterWithoutEviction() {
        accepts(LOG, "maxmemory 64mb", "maxmemory-policy noeviction");
    }

    @Test
    void aServerThatDoesNotTellIsTakenAtItsOperatorsWordAndLoudly() {
        assertThat(loggedBy(
                        Level.WARN, settings -> settings.withDurabilityDeclared(true), LOG, "rename-command INFO \"\""))
                .singleElement()
                .asString()
                .contains("was declared durable");
    }

    @Test
    void aWordAgainstWhatTheServerTellsCountsForNothing() {
        try (RealRedis redis = RealRedis.with(directory, "appendonly no")) {
            assertRefused(redis.settings().withDurabilityDeclared(true), "appendonly yes");
        }
    }

    @Test
    void thatTheLastSecondMayBeLostIsSaid() {
        assertThat(loggedBy(Level.INFO, UnaryOperator.identity(), LOG, "appendfsync everysec"))
                .anySatisfy(line -> assertThat(line).contains("appendfsync everysec", "appendfsync always"));
    }

    @Test
    void thatNothingIsLostNeedsNoWord() {
        assertThat(loggedBy(Level.INFO, UnaryOperator.identity(), LOG, "appendfsync always"))
                .noneSatisfy(line -> assertThat(line).contains("appendfsync"));
    }

    @Test
    void dataOfAnotherVersionIsRefused() {
        try (RealRedis redis = RealRedis.durable(directory)) {
            redis.ask(commands -> commands.set("dual-client:identity", "0 something"));
            assertRefused(redis.settings(), "holds custody of another version");
        }
    }

    @Test
    void aPasswordIsNeverRepeated() {
        try (RealRedis redis = RealRedis.durable(directory, "requirepass the-password")) {
            RedisStoreSettings right = RedisStoreSettings.of("redis://:the-password@127.0.0.1:" + redis.port())
                    .withTimeout(Duration.ofSeconds(20));
            new RedisStore(right, Time.system()).close();
            assertThat(right.toString()).doesNotContain("the-password");

            RedisStoreSettings wrong = RedisStoreSettings.of("redis://:a-wrong-password@127.0.0.1:" + redis.port())
                    .withTimeout(Duration.ofSeconds(20));
            try (CustodyStore store = new RedisStore(wrong, Time.system())) {
                // The driver may have noticed that the connection was closed before it read why.
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThatExceptionOfType(StoreUnavailableException.class)
                                .isThrownBy(() -> store.note("name"))
                                .satisfies(RedisDurabilityTest::tellsNoPassword)
                                .withMessageContaining("refuses the user or the password"));
            }
        }
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> RedisStoreSettings.of("rediss//:a-wrong-password@host"))
                .satisfies(RedisDurabilityTest::tellsNoPassword);
    }

    private void accepts(String... settings) {
        assertThat(loggedBy(Level.WARN, UnaryOperator.identity(), settings)).isEmpty();
    }

    private List<String> loggedBy(Level level, UnaryOperator<RedisStoreSettings> change, String... settings) {
        try (RealRedis redis = RealRedis.with(directory, settings);
                StoreLog log = new StoreLog(RedisStore.class)) {
            new RedisStore(change.apply(redis.settings()), Time.system()).close();
            return log.at(level);
        }
    }

    private static void assertRefused(RedisStoreSettings settings, String message) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new RedisStore(settings, Time.system()))
                .withMessageContaining(message)
                .satisfies(RedisDurabilityTest::tellsNoPassword);
    }

    private static void tellsNoPassword(Throwable thrown) {
        StringWriter all = new StringWriter();
        thrown.printStackTrace(new PrintWriter(all));
        assertThat(all.toString()).doesNotContain("wrong-password");
    }
}
