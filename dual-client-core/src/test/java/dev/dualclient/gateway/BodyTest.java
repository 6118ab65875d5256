package dev.dualclient.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"application/json", "Application/JSON; charset=utf-8"})
    void jsonIsTakenByteForByte(@Nullable String type) throws Rejection {
        byte[] body = " {\"a\" : [1.50, null], \"b\":{}}\n".getBytes(StandardCharsets.UTF_8);
        assertThat(Body.json(body, type)).isSameAs(body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        token=a%26b+c          | {"token":"a&b c"}
        token=                 | {"token":""}
        token                  | {"token":""}
        &a=1&&b=2&             | {"a":"1","b":"2"}
        scopes=a+b++c          | {"scopes":["a","b","c"]}
        scopes=a&scopes=b+c    | {"scopes":["a","b","c"]}
        subject=%E2%82%AC      | {"subject":"€"}
        """)
    void aFormIsTheJsonThatItMeans(String form, String json) throws Rejection {
        byte[] body = form.getBytes(StandardCharsets.UTF_8);
        assertThat(new String(Body.json(body, FORM + "; charset=UTF-8"), StandardCharsets.UTF_8))
                .isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=%",
                "token=%zz",
                "%=1",
                "token=a&token=b",
                "token=a&t%6Fken=b",
                "token=%C0%AF",
                "token=%00"
            })
    void aFormThatIsMalformedOrRepeatsAFieldIsRefused(String form) {
        Rejection refusal = refusal(form, FORM);
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.words()).doesNotContain("token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/json", "application/jose", "application/xml", "", ";"})
    void anotherTypeIsRefused(String type) {
        assertThat(refusal("{}", type).status()).isEqualTo(415);
    }

    @Test
    void aFormThatIsNotUtf8IsRefused() {
        byte[] form = "token=caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(catchThrowableOfType(Rejection.class, () -> Body.json(form, FORM)))
                .isNotNull();
    }

    private static Rejection refusal(String body, String type) {
        Rejection refusal =
                catchThrowableOfType(Rejection.class, () -> Body.json(body.getBytes(StandardCharsets.UTF_8), type));
        assertThat(refusal).isNotNull();
        return refusal;
    }
}
