package dev.dualclient.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as a difference between two answers. */
class DifferencesTest {

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{'a':1}                  | {'a':1}                        | []",
                "{'a':1}                  | {'a':'1'}                      | []",
                "{'a':1}                  | {'a':2}                        | [a]",
                "{'a':1}                  | {}                             | [a]",
                "{}                       | {'a':true}                     | [a]",
                // What an SDK reads alike.
                "{'a':null,'b':false}     | {'c':0,'d':'','e':[],'f':{}}   | []",
                "{'a':[1,2]}              | {'a':[2,1]}                    | []",
                "{'a':[1,2]}              | {'a':[1,2,3]}                  | [a]",
                "{'a':[{'b':1,'c':2}]}    | {'a':[{'b':1,'c':3}]}          | [a[].c]",
                "{'a':{'b':{'c':1}}}      | {'a':{'b':{'c':2}}}            | [a.b.c]",
                "{'a':{'b':1}}            | {'a':'text'}                   | [a]",
                // Texts for people.
                "{'resultMessage':'x'}    | {'resultMessage':'y'}          | []",
                "-                        | {'a':1}                        | [a]",
                "-                        | -                              | []",
            })
    void fieldsThatMeanSomethingElseAreNamed(String one, String other, String fields) {
        assertThat(Differences.between(json(one), json(other))).hasToString(fields);
    }

    @Test
    void theContentOfAResponseIsComparedAsTheDocumentThatItIs() {
        String one = "{\"responseContent\":\"{\\\"a\\\":1, \\\"b\\\":2}\"}";
        String other = "{\"responseContent\":\"{\\\"b\\\":3,\\\"a\\\":1}\"}";

        assertThat(Differences.between(JsonFormat.read(one), JsonFormat.read(other)))
                .containsExactly("responseContent.b");
        assertThat(Differences.between(json("{'responseContent':'no json'}"), json("{'responseContent':'nor this'}")))
                .containsExactly("responseContent");
    }

    @Test
    void atMostFiftyFieldsAreNamed() {
        String many = IntStream.range(0, 80).mapToObj(i -> "'f" + i + "':1").collect(Collectors.joining(",", "{", "}"));

        assertThat(Differences.between(json(many), json("{}"))).hasSize(50);
    }

    private static JsonNode json(String text) {
        return text == null ? null : JsonFormat.read(text.replace('\'', '"'));
    }
}
