package dev.dualclient.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a=1                | 1
        b=2&a=1            | 1
        &&a=1&             | 1
        a=1&a=2            | 1
        %61=1              | 1
        aa=2&a=1           | 1
        a=x%3Dy=z          | x=y=z
        a=b+c%20d%2B       | b c d+
        a=%E2%82%AC%c3%A9  | €é
        a=%F0%9F%98%80     | 😀
        a=é                | é
        a=                 |
        a                  |
        b=a=1              |
        A=1                |
        ''                 |
        """)
    void aFieldIsDecoded(String text, String value) {
        Form form = Form.of(text);
        assertThat(form.isMalformed()).isFalse();
        assertThat(form.value("a")).isEqualTo(value);
        assertThat(form).hasToString("form");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=%",
                "a=%4",
                "a=%ZZ",
                "a=%4Z",
                "a=%+1",
                "a=%-1",
                "a=%\uff11\uff11", // digits of another script
                "%ZZ=a",
                "b=1&a=%ZZ",
                "a=%00",
                "a=\0",
                "a%00=1",
                "a=%80",
                "a=%C1%B4",
                "a=%C3",
                "a=%C3x",
                "a=%C3%",
                "a=%E0%80%80",
                "a=%ED%A0%80",
                "a=%F0%80%80%80",
                "a=%F4%90%80%80",
                "a=%F5%80%80%80",
                "a=%FF",
                "a=\ud800",
                "a=\ud800b",
                "a=\udc00\ud800",
                "\ufeffa=1"
            })
    void whatCannotBeDecodedInOneWayIsMalformed(String text) {
        Form form = Form.of(text);
        assertThat(form.isMalformed()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> form.forEach((name, value) -> {}))
                .withMessage("a form is not in percent-encoded UTF-8");
    }

    /** Every sequence of up to two bytes, and those of more that lie at a border. */
    @Test
    void bytesAreJudgedAsTheDecoderOfThePlatformDoes() {
        List<byte[]> all = new ArrayList<>();
        for (int first = 0x01; first <= 0xff; first++) {
            all.add(new byte[] {(byte) first});
            for (int second = 0x01; second <= 0xff; second++) {
                all.add(new byte[] {(byte) first, (byte) second});
                for (int third : new int[] {0x41, 0x7f, 0x80, 0xbf, 0xc0}) {
                    all.add(new byte[] {(byte) first, (byte) second, (byte) third});
                    all.add(new byte[] {(byte) first, (byte) second, (byte) third, (byte) 0xbf});
                }
            }
        }
        HexFormat percent = HexFormat.of().withUpperCase().withPrefix("%");
        CharsetDecoder platform = StandardCharsets.UTF_8.newDecoder();
        List<String> misjudged = new ArrayList<>();
        for (byte[] bytes : all) {
            String text = "a=" + percent.formatHex(bytes);
            if (Form.of(text).isMalformed() == isUtf8(bytes, platform)) {
                misjudged.add(text);
            }
        }
        assertThat(misjudged).isEmpty();
    }

    private static boolean isUtf8(byte[] bytes, CharsetDecoder platform) {
        platform.reset();
        return !platform.decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length), true)
                .isError();
    }

    @ParameterizedTest
    @CsvSource({
        "a=1,             false, false",
        "a=1&b=2,         false, false",
        "a=1&a=1,         true,  false",
        "a&a=1,           true,  false",
        "a=1&%61=2,       true,  true",
        "%61=1,           false, true",
        "a=1&%62=2,       false, false",
        "b=a=1&a=1,       false, false",
        "a=1&a+=2,        true,  true",
        "'\ta=1',          false, true",
        "a =1,            false, true",
        "a=1&%C2%A0a=2,    true,  true",
        "a b=1&a=2,       false, false"
    })
    void whereParsersWouldDifferIsTold(String text, boolean repeated, boolean encoded) {
        Form form = Form.of(text);
        assertThat(form.repeats("a")).isEqualTo(repeated);
        assertThat(form.encodesName("a")).isEqualTo(encoded);
    }

    @Test
    void manyFieldsAreHandedOnInTheirOrder() {
        List<String> fields = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            text.append("&n%20").append(i).append('=').append(URLEncoder.encode("v " + i, StandardCharsets.UTF_8));
        }
        Form.of(text.toString()).forEach((name, value) -> fields.add(name + "=" + value));
        assertThat(fields).hasSize(100).startsWith("n 0=v 0").endsWith("n 99=v 99");
    }

    @ParameterizedTest
    @CsvSource({"a=1&b=2, a=x+y&b=2", "b=2&%61=1&c, b=2&%61=x+y&c", "a, a=x+y", "b=1, b=1"})
    void aValueIsReplaced(String text, String changed) {
        assertThat(Form.of(text).with("a", "x y")).isEqualTo(changed);
    }
}
