package dev.dualclient.sample.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.RevocationResponse;
import com.authlete.common.dto.StandardIntrospectionResponse;
import com.authlete.common.dto.TokenFailRequest;
import com.authlete.common.dto.TokenFailResponse;
import com.authlete.common.dto.TokenIssueRequest;
import com.authlete.common.dto.TokenIssueResponse;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.dto.UserInfoIssueRequest;
import com.authlete.common.dto.UserInfoIssueResponse;
import com.authlete.common.dto.UserInfoResponse;
import dev.dualclient.sample.user.Users;
import dev.dualclient.scenario.Scenario;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

class ApiEndpointsTest extends ServerTest {

    private static final String CONTENT = "{\"made\":\"up\"}";
    private static final String RESOURCE_SERVER = basic("resourceServer:resource-server-secret-of-tests");

    @MockitoSpyBean
    Users users;

    @ParameterizedTest
    @CsvSource({
        "OK, 200",
        "ID_TOKEN_REISSUABLE, 200",
        "BAD_REQUEST, 400",
        "INVALID_CLIENT, 401",
        "INTERNAL_SERVER_ERROR, 500"
    })
    void everyActionOfTheTokenEndpointIsAStatus(TokenResponse.Action action, int status) throws Exception {
        answerTokenWith(action);

        HttpResponse<String> response = post("/api/token", "grant_type=authorization_code&code=c");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(CONTENT);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThatNothingStores(response);
        assertThat(response.headers().firstValue("WWW-Authenticate").isPresent())
                .isEqualTo(action == TokenResponse.Action.INVALID_CLIENT);
    }

    @Test
    void aGrantTypeThatTheServerDoesNotOfferIsRefused() throws Exception {
        answerTokenWith(TokenResponse.Action.NATIVE_SSO);

        HttpResponse<String> response = post("/api/token", "grant_type=x");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"error\":\"unsupported_grant_type\"");
    }

    @Test
    void anUnknownActionIsAServerErrorWithoutAStackTrace() throws Exception {
        answerTokenWith(null);

        HttpResponse<String> response = post("/api/token", "grant_type=x");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("\"error\":\"server_error\"").doesNotContain("Exception");
        assertThatNothingStores(response);
    }

    @Test
    void parametersReachAuthleteAsTheyCameAndCredentialsDecoded() throws Exception {
        answerTokenWith(TokenResponse.Action.OK);

        post("/api/token", "code=a%2Bb&code=twice&&x", "Authorization", basic("my%2Dclient:s%3Acret%2B"));

        ArgumentCaptor<TokenRequest> sent = ArgumentCaptor.forClass(TokenRequest.class);
        verify(authlete).token(sent.capture());
        assertThat(sent.getValue().getParameters()).isEqualTo("code=a%2Bb&code=twice&&x");
        assertThat(sent.getValue().getClientId()).isEqualTo("my-client");
        assertThat(sent.getValue().getClientSecret()).isEqualTo("s:cret+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic !!!", "Basic bm9jb2xvbg==", "Basic OiUlJQ=="})
    void malformedCredentialsAreInvalidClient(String header) throws Exception {
        HttpResponse<String> response = post("/api/token", "grant_type=x", "Authorization", header);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("\"error\":\"invalid_client\"");
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Basic"));
        verify(authlete, never()).token(any());
    }

    @Test
    void aRightPasswordIssuesAToken() throws Exception {
        answerTokenWithPassword("john");
        TokenIssueResponse issued = new TokenIssueResponse();
        issued.setAction(TokenIssueResponse.Action.OK);
        issued.setResponseContent(CONTENT);
        when(authlete.tokenIssue(any())).thenReturn(issued);

        HttpResponse<String> response = post("/api/token", "grant_type=password");

        assertThat(response.statusCode()).isEqualTo(200);
        ArgumentCaptor<TokenIssueRequest> sent = ArgumentCaptor.forClass(TokenIssueRequest.class);
        verify(authlete).tokenIssue(sent.capture());
        assertThat(sent.getValue().getTicket()).isEqualTo("the-ticket");
        assertThat(sent.getValue().getSubject()).isEqualTo("john");
        verify(authlete, never()).tokenFail(any());
    }

    /** C6. */
    @Test
    void aWrongPasswordIsCheckedOnceAndFailsOnce() throws Exception {
        answerTokenWithPassword("wrong");
        TokenFailResponse failed = new TokenFailResponse();
        failed.setAction(TokenFailResponse.Action.BAD_REQUEST);
        failed.setResponseContent(CONTENT);
        when(authlete.tokenFail(any())).thenReturn(failed);

        HttpResponse<String> response = post("/api/token", "grant_type=password");

        assertThat(response.statusCode()).isEqualTo(400);
        ArgumentCaptor<TokenFailRequest> sent = ArgumentCaptor.forClass(TokenFailRequest.class);
        verify(authlete, times(1)).tokenFail(sent.capture());
        assertThat(sent.getValue().getTicket()).isEqualTo("the-ticket");
        assertThat(sent.getValue().getReason()).isEqualTo(TokenFailRequest.Reason.INVALID_RESOURCE_OWNER_CREDENTIALS);
        verify(users, times(1)).loadUserByUsername("john");
        verify(authlete, never()).tokenIssue(any());
    }

    @ParameterizedTest
    @CsvSource({"OK, 200", "BAD_REQUEST, 400", "INVALID_CLIENT, 401", "INTERNAL_SERVER_ERROR, 500"})
    void everyActionOfTheRevocationEndpointIsAStatus(RevocationResponse.Action action, int status) throws Exception {
        RevocationResponse answer = new RevocationResponse();
        answer.setAction(action);
        answer.setResponseContent(CONTENT);
        when(authlete.revocation(any())).thenReturn(answer);

        HttpResponse<String> response = post("/api/revocation", "token=t");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(action == RevocationResponse.Action.OK ? "" : CONTENT);
        assertThatNothingStores(response);
    }

    @ParameterizedTest
    @CsvSource({
        "OK, 200, application/json",
        "JWT, 200, application/token-introspection+jwt",
        "BAD_REQUEST, 400, application/json",
        "INTERNAL_SERVER_ERROR, 500, application/json"
    })
    void everyActionOfTheIntrospectionEndpointIsAStatus(
            StandardIntrospectionResponse.Action action, int status, String type) throws Exception {
        when(authlete.standardIntrospection(any()))
                .thenReturn(
                        new StandardIntrospectionResponse().setAction(action).setResponseContent(CONTENT));

        HttpResponse<String> response = post("/api/introspection", "token=t", "Authorization", RESOURCE_SERVER);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(type);
        assertThatNothingStores(response);
    }

    @Test
    void onlyResourceServersMayIntrospect() throws Exception {
        HttpResponse<String> nobody = post("/api/introspection", "token=t");
        HttpResponse<String> aUser = post("/api/introspection", "token=t", "Authorization", basic("john:john"));

        assertThat(List.of(nobody, aUser)).allSatisfy(response -> {
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(value -> assertThat(value).startsWith("Basic"));
        });
        verify(authlete, never()).standardIntrospection(any());
    }

    @ParameterizedTest
    @CsvSource({"BAD_REQUEST, 400", "UNAUTHORIZED, 401", "FORBIDDEN, 403", "INTERNAL_SERVER_ERROR, 500"})
    void everyRefusalOfTheUserInfoEndpointIsAChallenge(UserInfoResponse.Action action, int status) throws Exception {
        String challenge = "Bearer error=\"made_up\"";
        UserInfoResponse answer = new UserInfoResponse();
        answer.setAction(action);
        answer.setResponseContent(challenge);
        when(authlete.userinfo(any())).thenReturn(answer);

        HttpResponse<String> response = get("/api/userinfo", "Authorization", "Bearer t");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue(challenge);
        assertThat(response.body()).isEmpty();
        assertThatNothingStores(response);
    }

    @ParameterizedTest
    @CsvSource({"JSON, application/json", "JWT, application/jwt"})
    void userInfoTellsTheClaimsAskedFor(UserInfoIssueResponse.Action action, String type) throws Exception {
        UserInfoResponse found = new UserInfoResponse();
        found.setAction(UserInfoResponse.Action.OK);
        found.setSubject("john");
        found.setClaims(new String[] {"email", "shoe_size"});
        when(authlete.userinfo(any())).thenReturn(found);
        when(authlete.userinfoIssue(any()))
                .thenReturn(new UserInfoIssueResponse().setAction(action).setResponseContent(CONTENT));

        HttpResponse<String> response = send("POST", "/api/userinfo", null, "Authorization", "bearer t");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(type);
        assertThat(response.body()).isEqualTo(CONTENT);
        ArgumentCaptor<UserInfoIssueRequest> sent = ArgumentCaptor.forClass(UserInfoIssueRequest.class);
        verify(authlete).userinfoIssue(sent.capture());
        assertThat(sent.getValue().getToken()).isEqualTo("t");
        assertThat(sent.getValue().getClaims()).isEqualTo("{\"email\":\"john@example.com\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic dDp0", "Bearer two tokens"})
    void userInfoWithoutATokenAsksForOne(String authorization) throws Exception {
        HttpResponse<String> response = get("/api/userinfo", "Authorization", authorization);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        verify(authlete, never()).userinfo(any());
    }

    @Test
    void keysAndConfigurationAreJson() throws Exception {
        when(authlete.getServiceJwks()).thenReturn(CONTENT);
        when(authlete.getServiceConfiguration()).thenReturn(CONTENT);

        assertThat(List.of(
                        get("/api/jwks"),
                        get("/.well-known/openid-configuration"),
                        get("/.well-known/oauth-authorization-server")))
                .allSatisfy(response -> {
                    assertThat(response.statusCode()).isEqualTo(200);
                    assertThat(response.body()).isEqualTo(CONTENT);
                    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500, 503, 429})
    void whereNoBackendAnswersTheServerIsTemporarilyUnavailable(int status) throws Exception {
        AuthleteApiException unanswered = mock(AuthleteApiException.class);
        when(unanswered.getStatusCode()).thenReturn(status);
        when(unanswered.getResponseHeaders()).thenReturn(Map.of("retry-after", List.of("17")));
        when(authlete.token(any())).thenThrow(unanswered);

        HttpResponse<String> response = post("/api/token", "grant_type=x");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("17");
        assertThat(response.body()).contains("\"error\":\"temporarily_unavailable\"");
        assertThatNothingStores(response);
    }

    @ParameterizedTest
    @Scenario("N33")
    @ValueSource(strings = {"7", "Fri, 04 Dec 2026 08:49:37 GMT"})
    void whenABackendWantsToBeAskedAgainIsPassedOn(String later) throws Exception {
        AuthleteApiException unanswered = mock(AuthleteApiException.class);
        when(unanswered.getStatusCode()).thenReturn(503);
        when(unanswered.getResponseHeaders()).thenReturn(Map.of("Retry-After", List.of(later)));
        when(authlete.token(any())).thenThrow(unanswered);
        when(authlete.getServiceJwks()).thenThrow(unanswered);

        assertThat(List.of(post("/api/token", "grant_type=x"), get("/api/jwks")))
                .allSatisfy(response -> {
                    assertThat(response.statusCode()).isEqualTo(503);
                    assertThat(response.headers().firstValue("Retry-After")).hasValue(later);
                });
    }

    @Test
    void whatTheServerAskedWronglyIsItsOwnError() throws Exception {
        AuthleteApiException refused = mock(AuthleteApiException.class);
        when(refused.getStatusCode()).thenReturn(400);
        when(authlete.token(any())).thenThrow(refused);

        HttpResponse<String> response = post("/api/token", "grant_type=x");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("\"error\":\"server_error\"");
    }

    @Test
    void whatCouldBeReadInTwoWaysIsTheClientsError() throws Exception {
        AuthleteApiException refused = mock(AuthleteApiException.class);
        when(refused.getStatusCode()).thenReturn(400);
        when(refused.getResponseBody()).thenReturn("{\"resultCode\":\"A000201\",\"resultMessage\":\"…\"}");
        when(authlete.revocation(any())).thenThrow(refused);

        HttpResponse<String> response = post("/api/revocation", "token=%ZZ");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"error\":\"invalid_request\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/token, 405",
        "PUT, /api/revocation, 405",
        "DELETE, /api/userinfo, 405",
        "POST, /api/jwks, 405",
        "PUT, /api/authorization, 405"
    })
    void anotherMethodIsNotAllowed(String method, String path, int status) throws Exception {
        HttpResponse<String> response = send(method, path, null);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Allow")).isPresent();
        assertThat(response.body()).contains("\"error\":\"invalid_request\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/token", "/api/revocation", "/api/authorization"})
    void aBodyThatIsNotAFormIsNotSupported(String path) throws Exception {
        HttpResponse<String> response = post(path, "{}", "Content-Type", "application/json");

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).contains("\"error\":\"invalid_request\"");
    }

    @Test
    void aHugeBodyIsTooLarge() throws Exception {
        HttpResponse<String> response = post("/api/token", "x=" + "y".repeat(70_000));

        assertThat(response.statusCode()).isEqualTo(413);
        verify(authlete, never()).token(any());
    }

    private void answerTokenWith(TokenResponse.Action action) {
        TokenResponse answer = new TokenResponse();
        answer.setAction(action);
        answer.setResponseContent(CONTENT);
        when(authlete.token(any())).thenReturn(answer);
    }

    private void answerTokenWithPassword(String password) {
        TokenResponse answer = new TokenResponse();
        answer.setAction(TokenResponse.Action.PASSWORD);
        answer.setTicket("the-ticket");
        answer.setUsername("john");
        answer.setPassword(password);
        when(authlete.token(any())).thenReturn(answer);
    }

    private static void assertThatNothingStores(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(response.headers().firstValue("Pragma")).hasValue("no-cache");
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
