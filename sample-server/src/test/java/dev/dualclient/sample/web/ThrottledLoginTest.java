package dev.dualclient.sample.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import com.authlete.common.dto.TokenFailResponse;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.scenario.Scenario;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Wrong passwords, many of them. */
@TestPropertySource(properties = {"sample.throttle.attempts=3", "sample.throttle.attempts-per-address=8"})
class ThrottledLoginTest extends ServerTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]*)\"");

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    /** A user who does not exist must not be told from one who does. */
    @Test
    @Scenario("N65")
    void tooManyWrongPasswordsAreNotLookedAtWhoeverTheUserIs() throws Exception {
        for (String user : new String[] {"john", "nobody"}) {
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> wrong = logIn(user, "wrong");
                assertThat(wrong.statusCode()).isEqualTo(302);
                assertThat(wrong.headers().firstValue("Location"))
                        .hasValueSatisfying(location -> assertThat(location).endsWith("/login?error&continue=%2F"));
            }
            HttpResponse<String> later = logIn(user, user);
            assertThat(later.statusCode()).as("the right password of " + user).isEqualTo(429);
            assertThat(later.headers().firstValue("Retry-After"))
                    .hasValueSatisfying(
                            seconds -> assertThat(Long.parseLong(seconds)).isBetween(1L, 200L));
            assertThat(later.body()).contains("There were too many attempts.");
        }

        assertThat(logIn("jane", "jane").headers().firstValue("Location"))
                .as("another user of the same address")
                .hasValueSatisfying(location -> assertThat(location).endsWith(port + "/"));
        logIn("jane", "wrong");
        logIn("jack", "wrong");
        assertThat(logIn("jill", "wrong").statusCode())
                .as("too many from one address")
                .isEqualTo(429);
    }

    @Test
    @Scenario("N65")
    void thePasswordGrantIsNoWayAround() throws Exception {
        TokenResponse asked = new TokenResponse();
        asked.setAction(TokenResponse.Action.PASSWORD);
        asked.setUsername("john");
        asked.setPassword("wrong");
        TokenFailResponse refused = new TokenFailResponse();
        refused.setAction(TokenFailResponse.Action.BAD_REQUEST);
        refused.setResponseContent("{\"error\":\"invalid_grant\"}");
        when(authlete.token(any())).thenReturn(asked);
        when(authlete.tokenFail(any())).thenReturn(refused);
        for (int i = 0; i < 3; i++) {
            assertThat(post("/api/token", "grant_type=password").statusCode()).isEqualTo(400);
        }

        HttpResponse<String> later = post("/api/token", "grant_type=password");

        assertThat(later.statusCode()).isEqualTo(429);
        assertThat(later.headers().firstValue("Retry-After")).isPresent();
        assertThat(later.body()).contains("\"error\":\"slow_down\"");
    }

    private HttpResponse<String> logIn(String user, String password) throws Exception {
        URI login = uri("/login");
        Matcher token = TOKEN.matcher(browser.send(HttpRequest.newBuilder(login).build(), BodyHandlers.ofString())
                .body());
        assertThat(token.find()).isTrue();
        String form = "username=" + user + "&password=" + password + "&_csrf="
                + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
        return browser.send(
                HttpRequest.newBuilder(login)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "text/html")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }
}
