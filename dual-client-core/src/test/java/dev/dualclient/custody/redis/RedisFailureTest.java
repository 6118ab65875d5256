package dev.dualclient.custody.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.custody.StoreFullException;
import dev.dualclient.custody.StoreUnavailableException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What a failure of Redis is told as; nothing of what Redis itself says but the code is repeated. */
class RedisFailureTest {

    private static final RedisStoreSettings SETTINGS = RedisStoreSettings.of("redis://redis.example:6380");

    private static final List<Exception> LATE =
            List.of(new RedisCommandTimeoutException("secret"), new TimeoutException());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            READONLY secret                                          | is a replica by now; name the master
            ERR Error running script (call to f_1): -MISCONF secret  | cannot write to its disk; make room there
            ERR Error running script (call to f_1): MISCONF secret   | cannot write to its disk; make room there
            LOADING secret                                           | is reading its data from disk; it will answer when it has
            BUSY secret                                              | is held up by a script of somebody else; end that with SCRIPT KILL
            NOAUTH secret                                            | refuses the user or the password; set both in its URI
            WRONGPASS secret                                         | refuses the user or the password; set both in its URI
            NOPERM secret                                            | does not let its user do what is needed; allow the user scripts, INFO, strings and sorted sets, on keys dual-client:*
            MOVED secret                                             | is a cluster; use a single master
            WRONGTYPE secret                                         | refused with WRONGTYPE; its log may tell more
            secret, and no code                                      | refused with ERR; its log may tell more
                                                                     | refused with ERR; its log may tell more
            """)
    void aRefusalIsToldWithWhatToDo(String said, String told) {
        assertThat(RedisFailure.of(SETTINGS, new RedisException(new RedisCommandExecutionException(said))))
                .isExactlyInstanceOf(StoreUnavailableException.class)
                .hasMessage("the custody store, Redis at redis.example:6380, " + told)
                .hasNoCause();
    }

    @Test
    void aServerWithoutMemoryIsFull() {
        assertThat(RedisFailure.of(SETTINGS, new RedisCommandExecutionException("OOM command not allowed")))
                .isInstanceOf(StoreFullException.class)
                .hasMessage("the custody store, Redis at redis.example:6380, has no memory left; raise maxmemory in its"
                        + " redis.conf");
    }

    @ParameterizedTest
    @FieldSource("LATE")
    void anAnswerThatDoesNotComeIsToldWithHowLongItWasWaitedFor(Exception late) {
        ExecutionException wrapped = new ExecutionException(late);
        assertThat(RedisFailure.of(SETTINGS, wrapped))
                .hasMessage("the custody store, Redis at redis.example:6380, did not answer within 1000 ms; see that it"
                        + " is up and not too busy, and look at the network")
                .hasCause(wrapped);
    }

    @Test
    void anythingElseIsABrokenConnection() {
        RedisException broken = new RedisException("Connection reset");
        assertThat(RedisFailure.of(SETTINGS, broken))
                .hasMessage("the custody store, Redis at redis.example:6380, cannot be reached, or broke off; see that"
                        + " it is up, and that host, port and TLS are right")
                .hasCause(broken);
    }

    @Test
    void whatWasToldAlreadyIsNotToldAnew() {
        StoreUnavailableException told = new StoreUnavailableException("told");
        assertThat(RedisFailure.of(SETTINGS, told)).isSameAs(told);
    }
}
