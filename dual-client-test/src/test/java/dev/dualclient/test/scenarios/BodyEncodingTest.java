package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.gateway.Caller;
import dev.dualclient.test.gateway.Gateway;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies in other encodings than UTF-8, of which a backend could make another text than Dual Client does. */
@DualClientTest
class BodyEncodingTest extends Scene {

    private static final String INTROSPECTION = "/api/auth/introspection";
    private static final String FORM = "application/x-www-form-urlencoded";

    private Gateway gateway;
    private Caller caller;
    private String token;

    @BeforeEach
    void setUp() {
        gateway = Gateway.over(nodes.start().dualClient());
        caller = gateway.caller();
        Tokens tokens = replay.migrated();
        token = tokens.access();
        emulators.mark();
    }

    @AfterEach
    void tearDown() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE", "UTF-32"})
    @Scenario("N4")
    void jsonInAnotherUnicodeEncodingIsNotForwarded(String charset) {
        refused(caller.bytes(INTROSPECTION, json(token).getBytes(Charset.forName(charset))));
        refused(caller.bytes(
                INTROSPECTION,
                ("\ufeff" + json(token)).getBytes(Charset.forName(charset)),
                "Content-Type",
                "application/json; charset=" + charset));
    }

    @Test
    @Scenario("N4")
    void aByteOrderMarkIsNotForwarded() {
        refused(caller.bytes(INTROSPECTION, ("\ufeff" + json(token)).getBytes(StandardCharsets.UTF_8)));
    }

    /** The bytes stand in place of the first character of a living token. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "c1b4", // an overlong form of two bytes
                "e081b4", // of three
                "f08081b4", // of four
                "c080", // NUL, as Java's modified UTF-8 has it
                "eda080", // half of a surrogate pair
                "eda0bdedb880", // a pair, each half by itself (CESU-8)
                "f4908080", // behind the last code point
                "80",
                "c3",
                "ff",
                "fe",
                "00"
            })
    @Scenario("N4")
    void bytesThatAreNotUtf8AreNotForwarded(String hex) {
        byte[] odd = HexFormat.of().parseHex(hex);
        refused(caller.bytes(INTROSPECTION, around(odd, "{\"token\":\"", token.substring(1) + "\"}")));
        refused(caller.bytes(INTROSPECTION, around(odd, "{\"x\":\"", "\",\"token\":\"" + token + "\"}")));
        refused(caller.bytes(INTROSPECTION, around(odd, "token=", token.substring(1)), "Content-Type", FORM));
        refused(caller.bytes(INTROSPECTION, around(odd, "x=", "&token=" + token), "Content-Type", FORM));
    }

    @Test
    @Scenario("N4")
    void utf8IsForwarded() {
        for (String text : new String[] {"caf\u00e9", "\u20ac", "\ud83d\ude00", "\\u20ac", "\\ud83d\\ude00"}) {
            emulators.mark();
            HttpResponse<String> answer =
                    caller.post(INTROSPECTION, "{\"x\":\"" + text + "\",\"token\":\"" + token + "\"}");
            assertThat(answer.body()).contains("\"action\":\"OK\"");
            assertThat(emulators.calls()).hasToString("1/0");
        }
    }

    private void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body())
                .matches("\\{\"resultCode\":\"A000201\",\"resultMessage\":\"\\[A000201] .+\"}")
                .doesNotContain(token);
        assertThat(emulators.calls()).hasToString("0/0");
    }

    private static String json(String token) {
        return "{\"token\":\"" + token + "\"}";
    }

    private static byte[] around(byte[] odd, String before, String after) {
        byte[] head = before.getBytes(StandardCharsets.UTF_8);
        byte[] tail = after.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + odd.length + tail.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(odd, 0, all, head.length, odd.length);
        System.arraycopy(tail, 0, all, head.length + odd.length, tail.length);
        return all;
    }
}
