package dev.dualclient.sample.web;

import static dev.dualclient.sample.backends.Caller.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.sample.backends.CodeFlow;
import dev.dualclient.sample.backends.KnownTo;
import dev.dualclient.sample.backends.SampleOnEmulators;
import dev.dualclient.scenario.Scenario;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers send from pages of other sites. What they make of the answers, {@code CrossSiteIT} tells. */
class CrossSiteTest extends SampleOnEmulators {

    @ParameterizedTest
    @Scenario("N51")
    @CsvSource({
        "/api/authorization, Sec-Fetch-Site, cross-site",
        "/api/logout, Sec-Fetch-Site, cross-site",
        "/api/authorization, Origin, https://client.example",
        "/api/logout, Origin, null"
    })
    void aFormOfAnotherSiteIsSentAgainFromHere(String path, String header, String value) throws Exception {
        String parameters = form("state", "a \"b\" <c> é", "response_type", "code") + "&empty=&state=twice";

        HttpResponse<String> step = server.post(path, parameters, header, value);

        assertThat(step.statusCode()).isEqualTo(200);
        assertThat(step.headers().firstValue("Set-Cookie"))
                .as("the user's own session")
                .isEmpty();
        assertThat(step.body())
                .contains("action=\"" + path + "?same-site\"", "a &quot;b&quot; &lt;c&gt; é", "value=\"twice\"")
                .doesNotContain("_csrf");
        assertThat(EMULATORS.calls()).hasToString("0/0");
    }

    /** From then on it is a form of this site, whatever the browser says of its origin. */
    @ParameterizedTest
    @Scenario("N51")
    @CsvSource({"Sec-Fetch-Site, same-origin", "Origin, null"})
    void theSecondTimeItIsTaken(String header, String value) throws Exception {
        String request = CodeFlow.request(KnownTo.PRIMARY.client(EMULATORS, change -> {}), "openid");

        HttpResponse<String> taken = server.post("/api/authorization?same-site", request, header, value);

        assertThat(taken.headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).startsWith("/consent?request="));
    }

    @ParameterizedTest
    @Scenario("N51")
    @ValueSource(
            strings = {
                "/api/authorization/decision",
                "/api/logout/confirmed",
                "/api/offer/issue",
                "/apps/1/withdraw",
                "/ciba/decision",
                "/device",
                "/device/decision",
                "/login",
                "/logout",
                "/no-such-page"
            })
    void otherFormsOfOtherSitesAreRefusedWithoutASession(String path) throws Exception {
        HttpResponse<String> refused = server.post(path, "x=y", "Sec-Fetch-Site", "cross-site", "Accept", "text/html");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(refused.body()).contains("another site has sent the request");
    }

    @ParameterizedTest
    @Scenario("N59")
    @CsvSource({
        "/api/token, POST",
        "/api/userinfo, GET",
        "/api/revocation, POST",
        "/api/par, POST",
        "/.well-known/openid-configuration, GET",
        "/api/jwks, GET"
    })
    void aSinglePageApplicationMayCallTheEndpointsOfClients(String path, String method) throws Exception {
        HttpResponse<String> preflight = server.send(
                "OPTIONS",
                path,
                null,
                "Origin",
                SINGLE_PAGE_APPLICATION,
                "Access-Control-Request-Method",
                method,
                "Access-Control-Request-Headers",
                "authorization,content-type,dpop");
        HttpResponse<String> answer =
                server.send(method, path, method.equals("GET") ? null : "token=x", "Origin", SINGLE_PAGE_APPLICATION);

        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValueSatisfying(headers -> assertThat(headers).containsIgnoringCase("dpop"));
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(SINGLE_PAGE_APPLICATION);
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers"))
                .hasValueSatisfying(headers -> assertThat(headers).contains("DPoP-Nonce"));
    }

    @Test
    @Scenario("N59")
    void noOtherOriginMayAndNoOtherEndpoint() throws Exception {
        String[] stranger = {"Origin", "https://evil.example", "Access-Control-Request-Method", "POST"};
        String[] known = {"Origin", SINGLE_PAGE_APPLICATION, "Access-Control-Request-Method", "POST"};

        assertThat(server.send("OPTIONS", "/api/token", null, stranger).statusCode())
                .isEqualTo(403);
        assertThat(server.send("OPTIONS", "/api/introspection", null, known)
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }
}
