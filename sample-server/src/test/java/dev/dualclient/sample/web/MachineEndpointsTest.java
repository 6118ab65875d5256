package dev.dualclient.sample.web;

import static dev.dualclient.sample.backends.Caller.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.authlete.common.api.AuthleteApiException;
import dev.dualclient.scenario.Scenario;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program gets that sends the headers of its HTTP library. */
class MachineEndpointsTest extends ServerTest {

    /** What {@code HttpURLConnection} sends by default, in Java 17. */
    private static final String JAVAS_ACCEPT = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2";

    @ParameterizedTest
    @Scenario("N54")
    @CsvSource({
        "POST, /api/token, application/json, 415, invalid_request",
        "PUT, /api/token, application/x-www-form-urlencoded, 405, invalid_request",
        "POST, /api/introspection, application/x-www-form-urlencoded, 401, invalid_client",
        "POST, /api/backchannel/authentication/callback, application/json, 401, invalid_client",
        "POST, /actuator/dualclient/explain, application/json, 401, invalid_client",
        "PUT, /api/par, application/x-www-form-urlencoded, 405, invalid_request",
        "POST, /api/revocation, text/plain, 415, invalid_request",
        "POST, /api/register, text/plain, 415, invalid_request",
        "PUT, /api/userinfo, text/plain, 405, invalid_request",
        "DELETE, /.well-known/openid-configuration, text/plain, 405, invalid_request",
        "GET, /api/gm/, text/plain, 404, invalid_request",
        "GET, /api/token/, text/plain, 404, invalid_request",
        "POST, /api/token/, application/x-www-form-urlencoded, 404, invalid_request",
        "POST, /api/tokens, application/json, 404, invalid_request",
    })
    void errorsAreJson(String method, String path, String type, int status, String error) throws Exception {
        HttpResponse<String> response =
                send(method, path, method.equals("GET") ? null : "x=y", "Content-Type", type, "Accept", JAVAS_ACCEPT);

        assertThatItIsJson(response, status, error);
    }

    @ParameterizedTest
    @Scenario("N54")
    @ValueSource(strings = {"/api/token", "/api/par", "/api/revocation", "/api/device/authorization"})
    void aFormThatIsTooLargeIsAnsweredInJson(String path) throws Exception {
        HttpResponse<String> response = post(path, "x=" + "y".repeat(70_000), "Accept", JAVAS_ACCEPT);

        assertThatItIsJson(response, 413, "invalid_request");
        verifyNoInteractions(authlete);
    }

    @ParameterizedTest
    @Scenario("N54")
    @ValueSource(strings = {"Basic !", "Basic bm9Db2xvbg=="})
    void credentialsThatCannotBeReadAreAnsweredInJson(String credentials) throws Exception {
        HttpResponse<String> response = post("/api/token", "x=y", "Accept", JAVAS_ACCEPT, "Authorization", credentials);

        assertThatItIsJson(response, 401, "invalid_client");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @ParameterizedTest
    @Scenario("N54")
    @ValueSource(strings = {"text/html", JAVAS_ACCEPT})
    void anOutageIsAnsweredInJson(String accept) throws Exception {
        AuthleteApiException down = mock(AuthleteApiException.class);
        when(down.getStatusCode()).thenReturn(503);
        when(authlete.token(any())).thenThrow(down);

        assertThatItIsJson(post("/api/token", "x=y", "Accept", accept), 503, "temporarily_unavailable");
    }

    @ParameterizedTest
    @CsvSource({"/no-such-page, 404", "/device, 403"})
    void aBrowserGetsAPage(String path, int status) throws Exception {
        HttpResponse<String> response =
                status == 404 ? get("/error", "Accept", "text/html") : post(path, "user_code=x", "Accept", "text/html");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(response.body()).contains("That did not work");
    }

    @ParameterizedTest
    @Scenario("N57")
    @ValueSource(
            strings = {
                "/api/authorization?client_id=1&request_uri=urn:x",
                "/api/logout?id_token_hint=x",
                "/demo/callback?code=x&state=y",
                "/demo/login/old-client"
            })
    void headChangesNothing(String path) throws Exception {
        HttpResponse<String> response = send("HEAD", path, null);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        verifyNoInteractions(authlete);
    }

    private static void assertThatItIsJson(HttpResponse<String> response, int status, String error) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(error(response)).isEqualTo(error);
    }
}
