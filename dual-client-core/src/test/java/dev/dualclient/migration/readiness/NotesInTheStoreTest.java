package dev.dualclient.migration.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

/** What nodes tell each other through the store, in a form that nodes of another release read too. */
class NotesInTheStoreTest {

    private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_123L);
    private static final Instant LATER = AT.plusMillis(1);

    @Test
    void aNodeIsReadAsItWasWritten() {
        holds(
                new NodeState("node-1", AT, LATER, AT, true),
                NodeState::toNote,
                NodeState::of,
                "{\"name\":\"node-1\",\"at\":1700000000123,\"drainedSince\":1700000000124,"
                        + "\"storeUpSince\":1700000000123,\"gone\":true}");
        holds(
                new NodeState("", AT, null, Instant.EPOCH, false),
                NodeState::toNote,
                NodeState::of,
                "{\"name\":\"\",\"at\":1700000000123,\"drainedSince\":null,\"storeUpSince\":0,\"gone\":false}");
    }

    @Test
    void theFactsOfARoundAreReadAsTheyWereWritten() {
        holds(
                new ScanFacts(AT, LATER, 2, 3, 4, Map.of("PRIMARY", -5L), List.of("a", "b"), false, true),
                ScanFacts::toNote,
                ScanFacts::of,
                "{\"round\":1700000000123,\"ended\":1700000000124,\"clients\":2,\"total\":3,\"sum\":4,"
                        + "\"clockOffsets\":{\"PRIMARY\":-5},\"missingKeys\":[\"a\",\"b\"],\"grantManagement\":false,"
                        + "\"listsExpired\":true}");
        holds(
                new ScanFacts(AT, LATER, -1, -1, 0, Map.of(), null, null, false),
                ScanFacts::toNote,
                ScanFacts::of,
                "{\"round\":1700000000123,\"ended\":1700000000124,\"clients\":-1,\"total\":-1,\"sum\":0,"
                        + "\"clockOffsets\":{},\"missingKeys\":null,\"grantManagement\":null,\"listsExpired\":false}");
    }

    @Test
    void noMissingKeysAreNotUnknownOnes() {
        ScanFacts none = new ScanFacts(AT, AT, 0, 0, 0, Map.of(), List.of(), true, false);

        assertThat(ScanFacts.of(JsonFormat.read(none.toNote().toString()))).isEqualTo(none);
    }

    @Test
    void whatAScanFoundIsReadAsItWasWritten() {
        holds(
                new ClientEvidence(
                        AT,
                        LATER,
                        ClientEvidence.End.UNCLEAN,
                        ClientStanding.SAME,
                        1,
                        2,
                        ClientEvidence.NEVER,
                        true,
                        Instant.EPOCH,
                        AT,
                        3,
                        LATER,
                        4),
                ClientEvidence::toNote,
                ClientEvidence::of,
                "{\"round\":1700000000123,\"begun\":1700000000124,\"end\":\"UNCLEAN\",\"standing\":\"SAME\",\"rows\":1,"
                        + "\"uncovered\":2,\"latestExpiry\":253402214400000,\"renewable\":true,\"leastUsed\":0,"
                        + "\"stranger\":1700000000123,\"doubts\":3,\"lastAccessExpiry\":1700000000124,"
                        + "\"longestLifeSeconds\":4}");
    }

    @Test
    void writesAtTheSecondaryAreReadAsTheyWereWritten() {
        holds(
                new SecondaryWrites.Write(7, AT),
                SecondaryWrites.Write::toNote,
                SecondaryWrites.Write::of,
                "{\"count\":7,\"last\":1700000000123}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"count\":1}", "{\"count\":1,\"last\":null}", "{\"count\":null,\"last\":1}"})
    void aNoteThatIsNotWholeIsRefused(String note) {
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> SecondaryWrites.Write.of(JsonFormat.read(note)));
    }

    private static <V> void holds(
            V value, Function<V, ? extends JsonNode> writer, Function<JsonNode, V> reader, String text) {
        assertThat(writer.apply(value).toString()).isEqualTo(text);
        assertThat(reader.apply(JsonFormat.read(text))).isEqualTo(value);
    }
}
