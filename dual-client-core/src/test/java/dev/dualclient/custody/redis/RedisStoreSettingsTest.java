package dev.dualclient.custody.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What settings are refused, and how they name a server. */
class RedisStoreSettingsTest {

    private static final RedisStoreSettings DEFAULTS = RedisStoreSettings.of("redis://redis.example");

    @Test
    void theDefaultsAreASecondAndAPrefixOfItsOwn() {
        assertThat(DEFAULTS.timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(DEFAULTS.prefix()).isEqualTo("dual-client:");
        assertThat(DEFAULTS.durabilityDeclared()).isFalse();
    }

    @Test
    void aPrefixIsNeverEmpty() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withPrefix(""))
                .withMessage("the prefix of keys in Redis is empty; write one, like dual-client:");
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT-0.001S"})
    void aTimeoutIsLongerThanZero(Duration timeout) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withTimeout(timeout))
                .withMessage("the timeout of Redis is " + timeout + "; use a duration longer than zero");
    }

    @ParameterizedTest
    @CsvSource({
        "redis://:the-password@redis.example:6380, Redis at redis.example:6380",
        "redis-socket:///run/redis.sock, Redis at /run/redis.sock",
        "redis-sentinel://sentinel.example/0#the-master, 'Redis, the master the-master'"
    })
    void aServerIsNamedByWhereItIs(String uri, String name) {
        assertThat(RedisStoreSettings.of(uri).withPrefix("test:")).hasToString(name + ", keys test:*");
    }
}
