package dev.dualclient.sample.grant;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.TokenResponse;
import dev.dualclient.sample.backends.Home;
import dev.dualclient.sample.backends.SampleTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantManagementTest extends SampleTest {

    private static final String BOTH = "grant_management_query grant_management_revoke";

    private static TokenResponse granted(Home home, String scope) {
        return tokens(home, client(), scope, "grant_management_action", "create");
    }

    private HttpResponse<String> manage(String method, String grant, String token) throws Exception {
        return send(method, "/api/gm/" + grant, null, "Authorization", "Bearer " + token);
    }

    @ParameterizedTest
    @EnumSource(names = "NOBODY", mode = EnumSource.Mode.EXCLUDE)
    void aClientSeesItsGrantAndGivesItBack(Home home) throws Exception {
        TokenResponse tokens = granted(home, BOTH);

        HttpResponse<String> seen = manage("GET", tokens.getGrantId(), tokens.getAccessToken());
        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(json(seen).path("scopes").toString()).contains("grant_management_query");
        assertThat(EMULATORS.calls()).hasToString(home == Home.PRIMARY ? "1/0" : "1/1");

        assertThat(manage("DELETE", tokens.getGrantId(), tokens.getAccessToken())
                        .statusCode())
                .isEqualTo(204);
        assertThatItIsInvalidToken(manage("GET", tokens.getGrantId(), tokens.getAccessToken()));
        assertThat(get("/api/userinfo", "Authorization", "Bearer " + tokens.getAccessToken())
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void aTokenThatNobodyKnowsIsInvalid(String method) throws Exception {
        TokenResponse madeUp = granted(Home.NOBODY, BOTH);

        assertThatItIsInvalidToken(manage(method, madeUp.getGrantId(), madeUp.getAccessToken()));
    }

    @ParameterizedTest
    @EnumSource(names = "NOBODY", mode = EnumSource.Mode.EXCLUDE)
    void whatATokenIsNotGoodForIsForbidden(Home home) throws Exception {
        TokenResponse mayLook = granted(home, "grant_management_query");
        TokenResponse another = granted(home, BOTH);

        HttpResponse<String> refused = manage("DELETE", mayLook.getGrantId(), mayLook.getAccessToken());

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).contains("insufficient_scope"));
        assertThat(manage("GET", another.getGrantId(), mayLook.getAccessToken()).statusCode())
                .isEqualTo(403);
        assertThat(manage("GET", mayLook.getGrantId(), mayLook.getAccessToken()).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(names = "PRIMARY")
    void aGrantThatThereIsNotIsNotFound(Home home) throws Exception {
        TokenResponse tokens = granted(home, BOTH);

        assertThat(manage("GET", "no-such-grant", tokens.getAccessToken()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void withoutATokenNothingIsAsked() throws Exception {
        HttpResponse<String> refused = get("/api/gm/any");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(get("/api/gm/any", "Authorization", "Basic OiUlJQ==").statusCode())
                .isEqualTo(401);
        assertThat(EMULATORS.calls()).hasToString("0/0");
    }

    @ParameterizedTest
    @CsvSource({"POST, /api/gm/a, 405", "PUT, /api/gm/a, 405", "GET, /api/gm, 404", "GET, /api/gm/a/b, 404"})
    void whatIsNoEndpointIsTold(String method, String path, int status) throws Exception {
        assertThat(send(method, path, null, "Authorization", "Bearer t").statusCode())
                .isEqualTo(status);
    }

    @Test
    void whereNobodyAnswersNothingIsLost() throws Exception {
        TokenResponse tokens = granted(Home.SECONDARY, BOTH);
        takeDown(Home.PRIMARY, Home.SECONDARY);

        assertThatItIsUnavailable(manage("GET", tokens.getGrantId(), tokens.getAccessToken()));
        assertThatItIsUnavailable(manage("DELETE", tokens.getGrantId(), tokens.getAccessToken()));
    }
}
