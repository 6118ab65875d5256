package dev.dualclient.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads of what both hold. */
class UnionTest {

    @Test
    void keysAreUnitedByKidAndThePrimarysWins() {
        JsonNode union = union(
                "{\"keys\":[{\"kid\":\"a\",\"n\":\"p\"}]}", "{\"keys\":[{\"kid\":\"a\",\"n\":\"s\"},{\"kid\":\"b\"}]}");

        assertThat(union.toString()).isEqualTo("{\"keys\":[{\"kid\":\"a\",\"n\":\"p\"},{\"kid\":\"b\"}]}");
    }

    @Test
    void privateKeysAreNeverMerged() {
        String primary = "{\"keys\":[{\"kid\":\"a\",\"d\":\"secret\"}]}";

        assertThat(union(primary, "{\"keys\":[{\"kid\":\"b\",\"d\":\"secret\"}]}")
                        .toString())
                .isEqualTo(primary);
    }

    @Test
    void entriesThatBothHoldAppearOnceAndTheTotalSaysSo() {
        JsonNode union = Union.of(
                json(
                        "{\"start\":0,\"end\":3,\"totalCount\":2,\"clients\":[{\"clientId\":1,\"at\":\"p\"},{\"clientId\":2}]}"),
                json(
                        "{\"start\":0,\"end\":3,\"totalCount\":2,\"clients\":[{\"clientId\":1,\"at\":\"s\"},{\"clientId\":3}]}"),
                0,
                3);

        assertThat(union.path("totalCount").asInt()).isEqualTo(3);
        assertThat(union.path("clients").toString())
                .isEqualTo("[{\"clientId\":1,\"at\":\"p\"},{\"clientId\":2},{\"clientId\":3}]");
    }

    @Test
    void aLaterPageContinuesWhereTheOneBeforeEnded() {
        JsonNode primary = json("{\"totalCount\":2,\"clients\":[{\"clientId\":1},{\"clientId\":2}]}");
        JsonNode secondary = json("{\"totalCount\":2,\"clients\":[{\"clientId\":3},{\"clientId\":4}]}");

        assertThat(Union.of(primary, secondary, 0, 2).path("clients").toString())
                .isEqualTo("[{\"clientId\":1},{\"clientId\":2}]");
        assertThat(Union.of(primary, secondary, 2, 4).path("clients").toString())
                .isEqualTo("[{\"clientId\":3},{\"clientId\":4}]");
    }

    private static JsonNode union(String primary, String secondary) {
        return Union.of(json(primary), json(secondary), 0, 5);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
