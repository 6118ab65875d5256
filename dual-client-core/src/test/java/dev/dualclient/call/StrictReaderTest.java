package dev.dualclient.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Locator;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictReaderTest {

    private static final String SECRET = "s3cr3t";

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        auth-introspection      | {"token":"a"}
        auth-introspection      | {"token":123}
        auth-introspection      | {"token":null}
        auth-introspection      | {"token":" "}
        auth-introspection      | {"token":"","x":{"y":[1.5,true]}}
        auth-introspection      | {}
        auth-token              | {"parameters":"grant_type=refresh_token&refresh_token=r&resource=a&resource=b"}
        auth-token              | {"parameters":"grant_type=urn:example:own&scope=%E2%82%AC"}
        auth-token              | {"parameters":"","clientId":4711}
        auth-token              | {"parameters":null}
        auth-revocation         | {"parameters":"token=%20"}
        auth-token-update       | {"accessToken":"a","accessTokenValueUpdated":true}
        client-lock-flag-update | {"clientLocked":"false"}
        grant-management        | {"gmAction":"QUERY"}
        auth-token-create-batch | [{"accessToken":"a"}]
        client-update           | {"clientName":"é\\ud83d\\ude00"}
        """)
    void whatCanBeReadInOneWayIsSent(String operation, String body) {
        assertThat(call(operation, body).defect()).isNull();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        auth-introspection      | {"token":"s3cr3t","token":"b"} | the body is not a well-formed JSON object or array
        auth-introspection      | {"token":"a","t\\u006fken":"b"} | the body is not a well-formed JSON object or array
        client-update           | {"a":{"b":1,"b":2}}            | the body is not a well-formed JSON object or array
        auth-introspection      | {"token":"a"} {}               | the body is not a well-formed JSON object or array
        auth-introspection      | "s3cr3t"                       | the body is not a well-formed JSON object or array
        auth-introspection      | {'token':'a'}                  | the body is not a well-formed JSON object or array
        auth-introspection      | /**/{}                         | the body is not a well-formed JSON object or array
        auth-introspection      | [{"token":"a"}]                | the body is a JSON array
        auth-introspection      | {"token":["s3cr3t"]}           | the member token is of the wrong type
        auth-introspection      | {"token":{}}                   | the member token is of the wrong type
        auth-introspection      | {"token":true}                 | the member token is of the wrong type
        auth-token-revoke       | {"clientIdentifier":1e3}       | the member clientIdentifier is of the wrong type
        auth-introspection      | {"token":"s3cr3t\\u0000"}      | the member token holds a control character
        auth-introspection      | {"token":"s3cr3t\\ud800"}      | the member token holds a control character
        grant-management        | {"gmAction":"query"}           | the member gmAction is nearly, but not exactly
        grant-management        | {"gmAction":1}                 | the member gmAction is of the wrong type
        client-lock-flag-update | {"clientLocked":"TRUE"}        | the member clientLocked is no flag
        client-lock-flag-update | {"clientLocked":1}             | the member clientLocked is no flag
        auth-revocation         | {"parameters":{"token":"a"}}   | the member parameters is of the wrong type
        auth-revocation         | {"parameters":"x=%ZZ&token=a"} | the member parameters is not well-formed
        auth-revocation         | {"parameters":"token=s3cr3t&token=b"} | the field token of parameters is repeated
        auth-revocation         | {"parameters":"t%6Fken=s3cr3t"} | the field token of parameters has an encoded name
        auth-revocation         | {"parameters":"token=s3cr3t%0A"} | the field token of parameters holds a control
        auth-token              | {"parameters":"grant_type=refresh_token+"} | the field grant_type of parameters is nearly
        """)
    void whatCouldBeReadInTwoWaysIsNot(String operation, String body, String defect) {
        assertThat(call(operation, body).defect())
                .startsWith(defect)
                .contains(": ")
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32", "ISO-8859-1"})
    void anotherEncodingIsRefused(String charset) throws Exception {
        byte[] body = "{\"clientName\":\"caf\u00e9\"}".getBytes(charset);
        ApiCall call =
                ApiCall.of(Catalogue.operation("client-create")).body(body).build();
        assertThat(call.defect()).startsWith("the body is not in UTF-8");
        assertThat(call.json()).isNull();
    }

    @Test
    void anEmptyValueIsAnAbsentOne() {
        ApiCall call = ApiCall.of(Catalogue.operation("auth-token-get-list"))
                .query("subject", "")
                .build();
        assertThat(call.value(Locator.of("?subject"))).isNull();
        call = call("auth-token-revoke", "{\"subject\":\"\",\"parameters\":\"token=\"}");
        assertThat(call.value(Locator.of("/subject"))).isNull();
        assertThat(call.value(Locator.of("/parameters?token"))).isNull();
    }

    @Test
    void whatTheAddressNamesIsReadOnce() {
        ApiCall.Builder list = ApiCall.of(Catalogue.operation("auth-token-get-list"))
                .query("start", "0")
                .query("start", "1")
                .query("subject", SECRET);
        assertThat(list.build().defect()).isNull();
        assertThat(list.query("subject", SECRET).build().defect())
                .isEqualTo("the query parameter subject is repeated: send it once");
        assertThat(path("").defect()).isEqualTo("a variable of the path is empty: send its value");
        assertThat(path(SECRET + "\n").defect()).startsWith("the path variable token holds a control character");
        assertThat(path(SECRET + "x".repeat(8_192)).defect()).startsWith("the path variable token is longer than 8192");
        assertThat(path(SECRET).defect()).isNull();
    }

    @Test
    void aSubjectIsNamedInOnePlace() {
        ApiCall.Builder call = ApiCall.of(Catalogue.operation("client-authorization-delete"))
                .path("clientId", "1")
                .body("{\"subject\":\"john\"}");
        assertThat(call.build().defect()).isNull();
        assertThat(call.query("subject", "jane").build().defect())
                .isEqualTo("the subject stands in more than one place: send it once");
    }

    @Test
    void noTokenIsLongerThanAHeader() {
        String longest = "{\"token\":\"" + "x".repeat(65_536) + "\"}";
        assertThat(call("auth-introspection", longest).defect()).isNull();
        assertThat(call("auth-introspection", longest.replace("xx\"", "xxx\"")).defect())
                .startsWith("the member token is longer than 65536 characters");
        String request = "x".repeat(100_000);
        assertThat(call("auth-authorization", "{\"parameters\":\"request=" + request + "\"}")
                        .defect())
                .as("a request object may be of any length")
                .isNull();
    }

    private static ApiCall path(String token) {
        return ApiCall.of(Catalogue.operation("auth-token-delete"))
                .path("token", token)
                .build();
    }

    private static ApiCall call(String operation, String body) {
        return ApiCall.of(Catalogue.operation(operation))
                .body(body.getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
