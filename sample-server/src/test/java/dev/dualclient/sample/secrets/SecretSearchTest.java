package dev.dualclient.sample.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSearchTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ticket\":\"se+cret/value\"}",
                "{\"parameters\":\"grant_type=authorization_code&code=se%2Bcret%2Fvalue\"}",
                "{\"responseContent\":\"{\\\"access_token\\\":\\\"se+cret/value\\\"}\"}",
                "{\"responseContent\":\"https://client.example.com/?state=s&code=se%2Bcret%2Fvalue\"}",
                "GET /api?token=se%2Bcret%2Fvalue HTTP/1.1",
                "POST / HTTP/1.1\r\nAuthorization: Bearer se+cret/value\r\n\r\n",
                "POST / HTTP/1.1\r\nAuthorization: Basic Y2xpZW50OnNlK2NyZXQvdmFsdWU=\r\n\r\n",
                "POST / HTTP/1.1\r\n\r\npassword=se%2Bcret%2Fvalue&username=jane"
            })
    void aSecretIsKnownByTheNameOfItsField(String message) {
        SecretFields fields = new SecretFields();
        fields.read(message);

        assertThat(fields.secrets()).containsKey("se+cret/value").doesNotContainKey("jane");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"se+cret/value", "se%2Bcret%2Fvalue", "c2UrY3JldC92YWx1ZQ==", "SGVhZGVy.UGF5bG9hZCBvZiBhIEpXVA"})
    void aSecretIsFoundHoweverItIsWritten(String written) {
        SecretFields fields = new SecretFields();
        fields.read(
                "{\"token\":\"se+cret/value\",\"id_token\":\"SGVhZGVy.UGF5bG9hZCBvZiBhIEpXVA.U2lnbmF0dXJlIG9mIGl0\"}");
        SecretSearch search = new SecretSearch(fields.secrets());

        assertThat(search.in("some text before " + written + " and after")).isNotEmpty();
        assertThat(search.in("some text before, and after")).isEmpty();
    }

    @Test
    void partsOfAJwtAreFoundEncodedOnceMore() {
        SecretFields fields = new SecretFields();
        fields.read("{\"id_token\":\"SGVhZGVy.UGF5bG9hZCBvZiBhIEpXVA.U2lnbmF0dXJlIG9mIGl0\"}");
        String encoded = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("U2lnbmF0dXJlIG9mIGl0".getBytes(StandardCharsets.UTF_8));

        assertThat(new SecretSearch(fields.secrets()).in(encoded)).containsExactly("idtoken");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tx_code=482913&a=b      | true",
                "the code is 482913.     | true",
                "482913                  | true",
                "0.482913                | false",
                "took 10.48291377 s      | false",
                "14829130 bytes          | false",
                "482913.25               | false",
                "trace 7a482913f0        | false"
            })
    void digitsAreASecretUnlessTheyArePartOfANumberOrAnId(String text, boolean told) {
        assertThat(new SecretSearch(Map.of("482913", "txcode")).in(text)).hasSize(told ? 1 : 0);
    }
}
