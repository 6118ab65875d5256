package dev.dualclient.authlete;

import static dev.dualclient.authlete.FakeEngine.answer;
import static dev.dualclient.authlete.FakeEngine.answering;
import static dev.dualclient.authlete.FakeEngine.attempt;
import static dev.dualclient.authlete.FakeEngine.counting;
import static dev.dualclient.authlete.FakeEngine.failed;
import static dev.dualclient.authlete.FakeEngine.unavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.IntrospectionResponse;
import com.authlete.common.dto.TokenRequest;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Reason;
import dev.dualclient.operation.Side;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers get for what a call came to. */
class ResponseReaderTest {

    private static final IntrospectionRequest REQUEST = new IntrospectionRequest().setToken("very-secret-token");

    private static AuthleteApiException failureOf(FakeEngine engine) {
        return catchThrowableOfType(
                AuthleteApiException.class, () -> engine.api().introspection(REQUEST));
    }

    @Test
    void aJsonObjectIsTheDtoOfTheMethod() {
        IntrospectionResponse response = answering(200, "{\"action\":\"OK\",\"subject\":\"john\",\"usable\":true}")
                .api()
                .introspection(REQUEST);

        assertThat(response.getAction()).isEqualTo(IntrospectionResponse.Action.OK);
        assertThat(response.getSubject()).isEqualTo("john");
        assertThat(response.isUsable()).isTrue();
    }

    @Test
    void anEmptyBodyIsNullExceptForTextsAsInTheSdk() {
        AuthleteApi api = answering(204, "").api();

        assertThat(api.getClient(1)).isNull();
        assertThat(api.getRequestableScopes(1)).isNull();
        assertThat(api.echo(Map.of())).isNull();
        assertThat(api.getServiceJwks()).isEmpty();
        assertThat(api.getServiceConfiguration(true)).isEmpty();
    }

    @Test
    void textsScopesAndMapsAreReadAsInTheSdk() {
        assertThat(answering(200, "{\"keys\": []}").api().getServiceJwks()).isEqualTo("{\"keys\": []}");
        assertThat(answering(200, "{\"requestableScopes\":[\"a\",\"b\"]}")
                        .api()
                        .setRequestableScopes(1, new String[] {"a", "b"}))
                .containsExactly("a", "b");
        assertThat(answering(200, "{\"requestableScopes\":null}").api().getRequestableScopes(1))
                .isNull();
        assertThat(answering(200, "{\"a\":\"1\"}").api().echo(Map.of("a", "1"))).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void anErrorOfTheAnswerThatCountsHasItsStatusBodyAndHeaders() {
        String body = "{\"resultCode\":\"A001202\",\"resultMessage\":\"[A001202] ...\"}";
        AuthleteApiException failure = failureOf(answering(400, body));

        assertThat(failure).hasMessage("HTTP 400 Bad Request").hasNoCause().hasNoSuppressedExceptions();
        assertThat(failure.getStatusCode()).isEqualTo(400);
        assertThat(failure.getStatusMessage()).isEqualTo("Bad Request");
        assertThat(failure.getResponseBody()).isEqualTo(body);
        assertThat(failure.getResponseHeaders().get("retry-after")).containsExactly("7");
        assertThat(failure.getResponseHeaders().get(null)).containsExactly("HTTP/1.1 400 Bad Request");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 429, 500, 503})
    void aDeleteThatFailedThrows(int status) {
        AuthleteApi api = answering(status, "{\"resultCode\":\"A001217\"}").api();

        for (Runnable delete : List.<Runnable>of(
                () -> api.deleteClient(1),
                () -> api.deleteClient("alias"),
                () -> api.deleteService(1),
                () -> api.tokenDelete("token"),
                () -> api.deleteRequestableScopes(1),
                () -> api.deleteGrantedScopes(1, "john"),
                () -> api.deleteClientAuthorization(1, "john"),
                () -> api.updateClientLockFlag("1", true))) {
            assertThat(catchThrowableOfType(AuthleteApiException.class, delete::run)
                            .getStatusCode())
                    .isEqualTo(status);
        }
    }

    @Test
    void theFailureOfTheOtherBackendIsSuppressed() {
        ConnectException refused = new ConnectException("Connection refused");
        ApiResponse counts = answer(404, "{}");
        AuthleteApiException failure = failureOf(counting(
                1,
                failed(Side.PRIMARY, Reason.NOT_CONNECTED, refused),
                attempt(Side.SECONDARY, Reason.SAID_NO, counts)));

        assertThat(failure).hasMessage("HTTP 404 Not Found").hasNoCause();
        assertThat(failure.getSuppressed())
                .singleElement()
                .isInstanceOfSatisfying(AuthleteApiException.class, other -> {
                    assertThat(other)
                            .hasMessage("primary UNAVAILABLE (not connected)")
                            .hasCause(refused);
                    assertThat(other.getStatusCode()).isZero();
                });
    }

    @Test
    void whereNoAnswerCountsBothBackendsAreNamedAndNothingSecretIsTold() {
        IOException lost = new IOException("connection reset");
        ApiResponse error = answer(502, "{\"token\":\"very-secret-token\"}");
        AuthleteApiException failure = failureOf(unavailable(
                failed(Side.PRIMARY, Reason.CONNECTION_LOST, lost),
                attempt(Side.SECONDARY, Reason.SERVER_ERROR, error)));

        assertThat(failure)
                .hasMessage("auth-introspection is temporarily unavailable: primary INDETERMINATE (connection lost),"
                        + " secondary INDETERMINATE (server error, HTTP 502)")
                .hasCause(lost);
        assertThat(failure.getStatusCode()).isEqualTo(503);
        assertThat(failure.getStatusMessage()).isEqualTo("Service Unavailable");
        assertThat(failure.getResponseBody()).isNull();
        assertThat(failure.getResponseHeaders().get("Retry-After")).containsExactly("7");
        assertThat(failure.getSuppressed())
                .singleElement()
                .isInstanceOfSatisfying(AuthleteApiException.class, other -> {
                    assertThat(other).hasMessage("secondary INDETERMINATE (server error, HTTP 502)");
                    assertThat(other.getStatusCode()).isEqualTo(502);
                });
    }

    @Test
    void anErrorThatDoesNotCountIsSuppressedWithItsBody() {
        AuthleteApiException failure =
                failureOf(unavailable(attempt(Side.PRIMARY, Reason.SERVER_ERROR, answer(500, "{}"))));

        assertThat(failure)
                .hasMessage("auth-introspection is temporarily unavailable: primary INDETERMINATE (server error, HTTP"
                        + " 500)")
                .hasNoCause();
        assertThat(failure.getSuppressed())
                .singleElement()
                .isInstanceOfSatisfying(AuthleteApiException.class, other -> {
                    assertThat(other.getStatusCode()).isEqualTo(500);
                    assertThat(other.getResponseBody()).isEqualTo("{}");
                });
    }

    @Test
    void attemptsThatSentNothingAreTold() {
        AuthleteApiException failure = failureOf(unavailable(Attempt.notSent(Side.PRIMARY, Reason.CIRCUIT_OPEN)));

        assertThat(failure)
                .hasMessage("auth-introspection is temporarily unavailable: primary UNAVAILABLE (circuit open)")
                .hasNoCause()
                .hasNoSuppressedExceptions();
        assertThat(failure.getResponseHeaders().get("Retry-After")).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>very-secret-token</html>", "\"very-secret-token\"", "[]", "{\"expiresAt\":\"soon\"}"})
    void anAnswerOfAnotherKindIsAnErrorThatDoesNotRepeatIt(String body) {
        AuthleteApiException failure = failureOf(answering(200, body));

        assertThat(failure)
                .hasMessage("HTTP 200, but the answer to auth-introspection is no JSON of IntrospectionResponse")
                .hasNoCause();
        assertThat(failure.getStatusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownActionIsNullAsInTheSdk() {
        assertThat(answering(200, "{\"action\":\"BRAND_NEW\"}")
                        .api()
                        .token(new TokenRequest())
                        .getAction())
                .isNull();
    }
}
