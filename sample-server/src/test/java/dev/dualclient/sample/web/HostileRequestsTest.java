package dev.dualclient.sample.web;

import static dev.dualclient.sample.backends.Caller.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.authlete.common.dto.AuthorizationResponse;
import dev.dualclient.scenario.Scenario;
import java.net.http.HttpResponse;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no decent browser or library sends. */
class HostileRequestsTest extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"/login?a=%ff%fe", "/api/logout?a=%ff%fe", "/api/logout?%00=x"})
    void aQueryThatCannotBeDecodedIsTheCallersFault(String path) throws Exception {
        assertThatItIsAPage(get(path, "Accept", "text/html"), 400);
        verifyNoInteractions(authlete);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%zz", "%00=x"})
    void soIsAForm(String body) throws Exception {
        assertThatItIsAPage(post("/api/logout", body, "Accept", "text/html"), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/api/logout", "/api/authorization", "/device"})
    void aFormIsNoLargerThan64KiB(String path) throws Exception {
        assertThatItIsAPage(post(path, "a=" + "b".repeat(70_000), "Accept", "text/html"), 413);
        verifyNoInteractions(authlete);
    }

    @ParameterizedTest
    @Scenario("N54")
    @ValueSource(strings = {"garbage", "application/x-www-form-urlencoded;charset=none", ";", "a/b/c"})
    void aContentTypeThatIsNoneIsNoFaultOfTheServer(String type) throws Exception {
        HttpResponse<String> response = post("/api/userinfo", "access_token=x", "Content-Type", type);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    /** A user whose client is wrong reads a sentence, a program reads JSON. */
    @ParameterizedTest
    @CsvSource({"BAD_REQUEST, 400", "INTERNAL_SERVER_ERROR, 500"})
    @Scenario("N52")
    void aPersonIsShownNoJson(AuthorizationResponse.Action action, int status) throws Exception {
        AuthorizationResponse wrong = new AuthorizationResponse();
        wrong.setAction(action);
        wrong.setResponseContent("{\"error\":\"invalid_request\",\"error_description\":\"It is <not> registered.\"}");
        when(authlete.authorization(any())).thenReturn(wrong);

        HttpResponse<String> page = get("/api/authorization?x=y", "Accept", "text/html");

        assertThatItIsAPage(page, status);
        assertThat(page.body()).contains("It is &lt;not&gt; registered.");
        assertThat(get("/api/authorization?x=y").body()).startsWith("{\"error\":");
    }

    /** Neither to another server, nor to where Tomcat refuses to redirect. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "/.//evil.example",
                "/..//evil.example",
                "/a/../b",
                "/a/..",
                "/;//evil.example",
                "/\tevil"
            })
    void aLoginLeadsNowhereElse(String path) throws Exception {
        try (WebClient browser = new WebClient()) {
            HtmlPage login =
                    browser.getPage(uri("/login?" + form("continue", path)).toURL());
            assertThat(login.<HtmlInput>querySelector("input[name=continue]").getValue())
                    .isEqualTo("/");
        }
    }

    @Test
    void aQueryMayHaveSlashesAndDots() throws Exception {
        String path = "/consent?request=1&uri=http://../x";
        try (WebClient browser = new WebClient()) {
            HtmlPage login =
                    browser.getPage(uri("/login?" + form("continue", path)).toURL());
            assertThat(login.<HtmlInput>querySelector("input[name=continue]").getValue())
                    .isEqualTo(path);
        }
    }

    private static void assertThatItIsAPage(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(response.body()).contains("That did not work");
    }
}
