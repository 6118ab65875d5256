package dev.dualclient.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dualclient.json.JsonNode;
import dev.dualclient.operation.Locator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    private static final List<String> POINTERS = List.of("/a", "/b", "/c", "/a/b", "/b/0", "/a~1b", "");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}",
                "{\"a\":-12.5,\"b\":4326385670}",
                "{\"a\":true,\"b\":null,\"c\":\"x\\u00e9\\n\"}",
                "{\"a\":{\"b\":\"deep\"},\"b\":[1,2]}",
                "{\"a\":\"first\",\"a\":\"last\"}",
                "{\"a\":\"first\",\"a\":null}",
                "{\"a\":\"first\",\"a\":{\"b\":1}}",
                "{\"a/b\":\"slash\",\"a\":\"\"}",
                "{}",
                "[{\"a\":1}]",
                "\"a\"",
                "null",
                "",
                " ",
                "{\"a\":1} ",
                "{\"a\":1} x",
                "{\"a\":1}{\"a\":2}",
                "{\"a\":1",
                "{\"a\":1,}",
                "{\"a\":[1,}",
                "{\"a\":\"open",
                "{'a':1}",
                "<html>"
            })
    void whatStandsAtTheTopIsReadAsTheWholeWouldBe(String text) {
        assertThatBothAgree(text);
    }

    @Test
    void aTextThatWasDamagedSomewhereIsReadAsTheWholeWouldBe() {
        String whole = "{\"a\":\"x\\\"y\",\"b\":[{\"k\":1,\"l\":[true,\"z\"]},2.5],\"c\":-3,\"d\":{\"a\":null}}";
        for (long seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            StringBuilder damaged = new StringBuilder(whole);
            for (int i = 0; i <= random.nextInt(3); i++) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.deleteCharAt(at);
                    case 1 -> damaged.insert(at, "{}[]\",:\\ 1x".charAt(random.nextInt(11)));
                    default -> damaged.setLength(Math.max(4, at));
                }
            }
            assertThatBothAgree(damaged.toString());
        }
    }

    @Test
    void placesOfABodyAreFound() {
        JsonText text =
                text("{\"parameters\":\"grant_type=x&code=a%20b\",\"responseContent\":\"{\\\"scope\\\":\\\"s\\\"}\"}");

        assertThat(text.value(Locator.of("/parameters?code"))).isEqualTo("a b");
        assertThat(text.value(Locator.of("/responseContent#/scope"))).isEqualTo("s");
        assertThat(text.value(Locator.of("/absent#/scope"))).isNull();
        assertThatThrownBy(() -> text.value(Locator.of("?q"))).hasMessage("a body has neither path nor query");
    }

    private static void assertThatBothAgree(String text) {
        JsonNode tree = Json.read(text.getBytes(StandardCharsets.UTF_8));
        assertThat(text(text).isObject()).as(text).isEqualTo(tree != null && tree.isObject());
        for (String pointer : POINTERS) {
            assertThat(text(text).value(pointer)).as("%s in %s", pointer, text).isEqualTo(inTree(tree, pointer));
        }
    }

    private static @Nullable String inTree(@Nullable JsonNode tree, String pointer) {
        return Json.text(tree, pointer);
    }

    private static JsonText text(String text) {
        return JsonText.lenient(text.getBytes(StandardCharsets.UTF_8));
    }
}
