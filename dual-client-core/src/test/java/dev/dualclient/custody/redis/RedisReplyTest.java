package dev.dualclient.custody.redis;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dualclient.custody.StoreUnavailableException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** An answer that is not as it should be is no answer at all, least of all one that says that nothing is known. */
class RedisReplyTest {

    private static final List<Consumer<RedisReply>> READS =
            List.of(RedisReply::revision, reply -> reply.text(0), reply -> reply.texts(0), reply -> reply.texts(0, 1));

    @Test
    void anAnswerIsReadPartByPart() {
        RedisReply reply = new RedisReply(List.of(7L, 3L, "text", List.of("a", "b"), asList(null, "b")));
        assertThat(reply.revision()).isEqualTo(7);
        assertThat(reply.number(1)).isEqualTo(3);
        assertThat(reply.text(2)).isEqualTo("text");
        assertThat(reply.texts(3)).containsExactly("a", "b");
        assertThat(reply.texts(4, 2)).containsExactly(null, "b");
    }

    @ParameterizedTest
    @FieldSource("READS")
    void whatIsMissingOrOfAnotherTypeIsRefused(Consumer<RedisReply> read) {
        assertRefused(List.of(), read);
        assertRefused(asList((Object) null), read);
        assertRefused(List.of(7), read);
    }

    @Test
    void aListOfAnotherLengthOrOfOtherThingsIsRefused() {
        assertRefused(List.of(List.of("a")), reply -> reply.texts(0, 2));
        assertRefused(List.of(List.of("a", "b")), reply -> reply.texts(0, 1));
        assertRefused(List.of(List.of(7L)), reply -> reply.texts(0, 1));
        assertRefused(List.of(List.of(7L)), reply -> reply.texts(0));
        assertRefused(List.of(asList("a", null)), reply -> reply.texts(0));
    }

    private static void assertRefused(List<?> parts, Consumer<RedisReply> read) {
        assertThatThrownBy(() -> read.accept(new RedisReply(parts)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("Redis gave an answer that a script of Dual Client does not give; look for another program"
                        + " between the two, or that uses the same keys");
    }
}
