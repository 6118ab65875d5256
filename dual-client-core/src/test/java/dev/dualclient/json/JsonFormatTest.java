package dev.dualclient.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dualclient.scenario.Scenario;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

/** Values as they are read and written. */
class JsonFormatTest {

    private static final String DOCUMENT =
            "{\"text\":\"a \\\"b\\\" \u00e9\",\"number\":12345678901234567890,\"rate\":1.10,"
                    + "\"on\":true,\"off\":false,\"none\":null,\"list\":[1,[],{}],\"inner\":{\"a/b\":{\"~\":\"x\"}}}";

    @Test
    @Scenario("N43")
    void whatIsReadIsWrittenAsItWas() {
        assertThat(JsonFormat.read(DOCUMENT).toString()).isEqualTo(DOCUMENT);
        assertThat(JsonFormat.read(JsonFormat.write(JsonFormat.read(DOCUMENT)))).isEqualTo(JsonFormat.read(DOCUMENT));
    }

    @Test
    void aPathThroughADocumentNeverFails() {
        JsonNode document = JsonFormat.read(DOCUMENT);

        assertThat(document.at("/inner/a~1b/~0").stringValue()).isEqualTo("x");
        assertThat(document.at("/list/0").asInt(0)).isEqualTo(1);
        assertThat(document.at("").path("on").asBoolean()).isTrue();
        assertThat(document.path("text").path(3).path("x").isMissingNode()).isTrue();
        assertThat(document.at("/list/9/x").isMissingNode()).isTrue();
        assertThat(document.get("nothing")).isNull();
        assertThat(document.path("none").isNull()).isTrue();
        assertThat(document.path("none").asString("other")).isEqualTo("other");
        assertThat(document.path("rate").asString()).isEqualTo("1.10");
        assertThat(document.path("number").asLong(7)).isEqualTo(7);
        assertThat(document.path("list").size()).isEqualTo(3);
    }

    @Test
    void aMemberNamedTwiceHasTheLastValue() {
        assertThat(JsonFormat.read("{\"a\":1,\"a\":2}").toString()).isEqualTo("{\"a\":2}");
    }

    @Test
    void anEmptyDocumentIsAbsence() {
        assertThat(JsonFormat.read("").isMissingNode()).isTrue();
        assertThat(JsonFormat.read(" \n").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[1", "{\"a\":}", "{\"a\" 1}", "{} {}", "1 2", "nul", "'a'", "{\"a\":1,}", "[1,]", "]"})
    void whatIsNoJsonIsRefused(String document) {
        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> JsonFormat.read(document));
    }

    @Test
    void aValueOfAnotherKindIsRefusedWhereOneIsNeeded() {
        JsonNode document = JsonFormat.read(DOCUMENT);

        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> document.required("nothing"));
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> document.path("list").stringValue());
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> document.path("text").asLong());
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> document.path("text").asBoolean());
    }

    @Test
    void mapsAndListsAreWrittenToo() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("texts", List.of("a", "b"));
        map.put("numbers", Arrays.asList(1, 2L, null));
        map.put("node", new ObjectNode().put("on", true).put("to", (String) null));

        assertThat(JsonFormat.writeText(map))
                .isEqualTo("{\"texts\":[\"a\",\"b\"],\"numbers\":[1,2,null],\"node\":{\"on\":true,\"to\":null}}");
    }

    @Test
    void whatHumansReadHasALineForEachMember() {
        ObjectNode document = new ObjectNode().put("on", true).putNull("to");
        document.putArray("list").addObject().put("a", 1);

        assertThat(JsonFormat.writeIndented(document).lines())
                .containsExactly(
                        "{", "  \"on\" : true,", "  \"to\" : null,", "  \"list\" : [ {", "    \"a\" : 1", "  } ]", "}");
        assertThat(JsonFormat.read(JsonFormat.writeIndented(document))).isEqualTo(document);
    }

    @Test
    void absenceHasNothingInIt() {
        assertThat(JsonNode.missing().isMissingNode()).isTrue();
        assertThat(JsonNode.missing().path("a").isMissingNode()).isTrue();
        assertThat(new ObjectNode().path("a")).isEqualTo(JsonNode.missing());
    }

    @Test
    void aCopyIsChangedAlone() {
        ObjectNode first = (ObjectNode) JsonFormat.read("{\"a\":{\"b\":[1]}}");
        ObjectNode copy = first.deepCopy();
        ((ArrayNode) copy.at("/a/b")).add("more");

        assertThat(first.toString()).isEqualTo("{\"a\":{\"b\":[1]}}");
        assertThat(copy.toString()).isEqualTo("{\"a\":{\"b\":[1,\"more\"]}}");
        assertThat(copy).isNotEqualTo(first);
        assertThat(first.deepCopy()).isEqualTo(first).hasSameHashCodeAs(first);
    }
}
