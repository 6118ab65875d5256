package dev.dualclient.custody.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.Level;
import dev.dualclient.custody.StoreLog;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is made of servers that tell only a part of how they are set up, as managed ones do. */
class RedisDisclosureTest {

    private static final List<String> LINES =
            List.of("role:master", "aof_enabled:1", "maxmemory:64000000", "maxmemory_policy:noeviction");

    private static final List<String> NEEDED = List.of("role", "aof_enabled", "maxmemory_policy");

    private final RedisStoreSettings settings = RedisStoreSettings.of("redis://redis.example");
    private final RedisCommands<String, String> redis = mock();

    @ParameterizedTest
    @FieldSource("NEEDED")
    void whatIsNotToldIsNotTakenForGranted(String missing) {
        tell(LINES.stream().filter(line -> !line.startsWith(missing + ":")));
        assertThatIllegalStateException()
                .isThrownBy(() -> new RedisDurability(settings).check(redis))
                .withMessageContaining("does not tell whether it keeps what it takes");
        new RedisDurability(settings.withDurabilityDeclared(true)).check(redis);
    }

    @ParameterizedTest
    @FieldSource("NEEDED")
    void whatIsToldOutweighsWhatIsDeclared(String wrong) {
        tell(LINES.stream().map(line -> line.startsWith(wrong + ":") ? wrong + ":0" : line));
        assertThatIllegalStateException()
                .isThrownBy(() -> new RedisDurability(settings.withDurabilityDeclared(true)).check(redis))
                .withMessageStartingWith("Redis at redis.example:6379 ");
    }

    @Test
    void thatAServerWasDeclaredDurableIsSaidOnceAndNotAtEachConnection() {
        when(redis.info()).thenThrow(new RedisCommandExecutionException("NOPERM"));
        assertThat(toldByTwoConnections(settings.withDurabilityDeclared(true), Level.WARN))
                .singleElement()
                .asString()
                .contains("was declared durable");
    }

    @Test
    void thatTheLastSecondMayBeLostIsSaidOnceAndNotAtEachConnection() {
        tell(LINES.stream());
        when(redis.configGet("appendfsync")).thenReturn(Map.of("appendfsync", "no"));
        assertThat(toldByTwoConnections(settings, Level.INFO))
                .singleElement()
                .asString()
                .startsWith("Redis at redis.example:6379 writes to disk with appendfsync no.");
    }

    @Test
    void howOftenAServerWritesIsUnknownWhereItsConfigurationMayNotBeRead() {
        tell(LINES.stream());
        when(redis.configGet("appendfsync")).thenThrow(new RedisCommandExecutionException("NOPERM"));
        assertThat(toldByTwoConnections(settings, Level.INFO))
                .singleElement()
                .asString()
                .contains("appendfsync unknown");
    }

    private void tell(Stream<String> lines) {
        when(redis.info())
                .thenReturn(Stream.concat(Stream.of("# Server", ""), lines).collect(Collectors.joining("\r\n")));
    }

    private List<String> toldByTwoConnections(RedisStoreSettings of, Level level) {
        RedisDurability durability = new RedisDurability(of);
        try (StoreLog log = new StoreLog(RedisStore.class)) {
            durability.check(redis);
            durability.check(redis);
            return log.at(level);
        }
    }
}
