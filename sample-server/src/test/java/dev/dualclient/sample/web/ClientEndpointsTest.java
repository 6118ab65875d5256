package dev.dualclient.sample.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.BackchannelAuthenticationFailRequest;
import com.authlete.common.dto.BackchannelAuthenticationFailRequest.Reason;
import com.authlete.common.dto.BackchannelAuthenticationFailResponse;
import com.authlete.common.dto.BackchannelAuthenticationIssueResponse;
import com.authlete.common.dto.BackchannelAuthenticationResponse;
import com.authlete.common.dto.CredentialSingleParseResponse;
import com.authlete.common.dto.DeviceAuthorizationRequest;
import com.authlete.common.dto.DeviceAuthorizationResponse;
import com.authlete.common.dto.GMResponse;
import com.authlete.common.dto.IntrospectionResponse;
import com.authlete.common.dto.PushedAuthReqRequest;
import com.authlete.common.dto.PushedAuthReqResponse;
import com.authlete.common.dto.TokenCreateResponse;
import com.authlete.common.dto.TokenInfo;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.dto.UserInfoRequest;
import com.authlete.common.dto.UserInfoResponse;
import com.authlete.common.types.TokenType;
import com.authlete.common.types.UserIdentificationHintType;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;

/** Each {@code action} of the answers with which clients begin something is an HTTP status. */
class ClientEndpointsTest extends ServerTest {

    private static final String CONTENT = "{\"made\":\"up\"}";
    private static final String PAR = "/api/par";
    private static final String DEVICE = "/api/device/authorization";
    private static final String BACKCHANNEL = "/api/backchannel/authentication";

    @ParameterizedTest
    @CsvSource({
        "CREATED, 201",
        "BAD_REQUEST, 400",
        "UNAUTHORIZED, 401",
        "FORBIDDEN, 403",
        "PAYLOAD_TOO_LARGE, 413",
        "INTERNAL_SERVER_ERROR, 500"
    })
    void everyActionOfPushedRequestsIsAStatus(PushedAuthReqResponse.Action action, int status) throws Exception {
        when(authlete.pushAuthorizationRequest(any()))
                .thenReturn(new PushedAuthReqResponse().setAction(action).setResponseContent(CONTENT));

        assertThatTheContentComesWith(status, post(PAR, "scope=a&scope=b"));

        ArgumentCaptor<PushedAuthReqRequest> sent = ArgumentCaptor.forClass(PushedAuthReqRequest.class);
        verify(authlete).pushAuthorizationRequest(sent.capture());
        assertThat(sent.getValue().getParameters()).isEqualTo("scope=a&scope=b");
    }

    @ParameterizedTest
    @CsvSource({"OK, 200", "BAD_REQUEST, 400", "UNAUTHORIZED, 401", "INTERNAL_SERVER_ERROR, 500"})
    void everyActionOfDevicesIsAStatus(DeviceAuthorizationResponse.Action action, int status) throws Exception {
        DeviceAuthorizationResponse answer = new DeviceAuthorizationResponse();
        answer.setAction(action);
        answer.setResponseContent(CONTENT);
        when(authlete.deviceAuthorization(any())).thenReturn(answer);

        assertThatTheContentComesWith(status, post(DEVICE, "scope=a&scope=b"));

        ArgumentCaptor<DeviceAuthorizationRequest> sent = ArgumentCaptor.forClass(DeviceAuthorizationRequest.class);
        verify(authlete).deviceAuthorization(sent.capture());
        assertThat(sent.getValue().getParameters()).isEqualTo("scope=a&scope=b");
    }

    @ParameterizedTest
    @CsvSource({"BAD_REQUEST, 400", "UNAUTHORIZED, 401", "INTERNAL_SERVER_ERROR, 500"})
    void everyRefusalOfBackchannelRequestsIsAStatus(BackchannelAuthenticationResponse.Action action, int status)
            throws Exception {
        BackchannelAuthenticationResponse answer = new BackchannelAuthenticationResponse();
        answer.setAction(action);
        answer.setResponseContent(CONTENT);
        when(authlete.backchannelAuthentication(any())).thenReturn(answer);

        assertThatTheContentComesWith(status, post(BACKCHANNEL, "scope=openid"));
    }

    @ParameterizedTest
    @CsvSource({"OK, 200", "INVALID_TICKET, 500", "INTERNAL_SERVER_ERROR, 500"})
    void everyActionOfIssuingForAKnownUserIsAStatus(BackchannelAuthenticationIssueResponse.Action action, int status)
            throws Exception {
        hint("john");
        BackchannelAuthenticationIssueResponse issued = new BackchannelAuthenticationIssueResponse();
        issued.setAction(action);
        issued.setResponseContent(CONTENT);
        when(authlete.backchannelAuthenticationIssue(any())).thenReturn(issued);

        assertThatTheContentComesWith(status, post(BACKCHANNEL, "scope=openid"));

        verify(authlete, never()).backchannelAuthenticationFail(any());
    }

    @ParameterizedTest
    @CsvSource({"BAD_REQUEST, 400", "FORBIDDEN, 403", "INTERNAL_SERVER_ERROR, 500"})
    void everyActionOfFailingForAStrangerIsAStatus(BackchannelAuthenticationFailResponse.Action action, int status)
            throws Exception {
        hint("a stranger");
        BackchannelAuthenticationFailResponse failed = new BackchannelAuthenticationFailResponse();
        failed.setAction(action);
        failed.setResponseContent(CONTENT);
        when(authlete.backchannelAuthenticationFail(any())).thenReturn(failed);

        assertThatTheContentComesWith(status, post(BACKCHANNEL, "scope=openid"));

        ArgumentCaptor<BackchannelAuthenticationFailRequest> sent =
                ArgumentCaptor.forClass(BackchannelAuthenticationFailRequest.class);
        verify(authlete).backchannelAuthenticationFail(sent.capture());
        assertThat(sent.getValue().getReason()).isEqualTo(Reason.UNKNOWN_USER_ID);
        verify(authlete, never()).backchannelAuthenticationIssue(any());
    }

    @ParameterizedTest
    @CsvSource({
        "FORBIDDEN, 400, unauthorized_client",
        "BAD_REQUEST, 500, server_error",
        "INTERNAL_SERVER_ERROR, 500, server_error"
    })
    void anExchangedTokenThatCannotBeCreatedIsAnError(TokenCreateResponse.Action action, int status, String error)
            throws Exception {
        TokenResponse valid = new TokenResponse();
        valid.setAction(TokenResponse.Action.TOKEN_EXCHANGE);
        valid.setClientId(7);
        valid.setSubjectTokenType(TokenType.ACCESS_TOKEN);
        valid.setSubjectTokenInfo(new TokenInfo().setSubject("john").setExpiresAt(Long.MAX_VALUE));
        when(authlete.token(any())).thenReturn(valid);
        when(authlete.tokenCreate(any())).thenReturn(new TokenCreateResponse().setAction(action));

        HttpResponse<String> response = post("/api/token", "grant_type=x");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains("\"error\":\"" + error + "\"");
    }

    @ParameterizedTest
    @CsvSource({"TOKEN_EXCHANGE", "JWT_BEARER"})
    void noTokenIsCreatedForAClientThatDoesNotSayWhoItIs(TokenResponse.Action action) throws Exception {
        TokenResponse valid = new TokenResponse();
        valid.setAction(action);
        when(authlete.token(any())).thenReturn(valid);

        HttpResponse<String> response = post("/api/token", "grant_type=x");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"error\":\"invalid_request\"");
        verify(authlete, never()).tokenCreate(any());
    }

    @ParameterizedTest
    @ValueSource(strings = {PAR, DEVICE, BACKCHANNEL})
    void whereNoBackendAnswersTheClientIsToComeAgain(String path) throws Exception {
        AuthleteApiException unanswered = mock(AuthleteApiException.class);
        when(authlete.pushAuthorizationRequest(any())).thenThrow(unanswered);
        when(authlete.deviceAuthorization(any())).thenThrow(unanswered);
        when(authlete.backchannelAuthentication(any())).thenThrow(unanswered);

        HttpResponse<String> response = post(path, "scope=openid");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.body()).contains("\"error\":\"temporarily_unavailable\"");
    }

    /** RFC 9449. */
    @Test
    void aProofReachesAuthleteAndItsNonceTheClient() throws Exception {
        TokenResponse token = new TokenResponse();
        token.setAction(TokenResponse.Action.OK);
        token.setDpopNonce("the-nonce");
        when(authlete.token(any())).thenReturn(token);
        UserInfoResponse userInfo = new UserInfoResponse();
        userInfo.setAction(UserInfoResponse.Action.UNAUTHORIZED);
        userInfo.setDpopNonce("the-nonce");
        when(authlete.userinfo(any())).thenReturn(userInfo);
        when(authlete.pushAuthorizationRequest(any()))
                .thenReturn(new PushedAuthReqResponse()
                        .setAction(PushedAuthReqResponse.Action.CREATED)
                        .setDpopNonce("the-nonce"));
        when(authlete.gm(any()))
                .thenReturn(new GMResponse()
                        .setAction(GMResponse.Action.UNAUTHORIZED)
                        .setDpopNonce("the-nonce"));
        when(authlete.credentialSingleParse(any()))
                .thenReturn(new CredentialSingleParseResponse().setAction(CredentialSingleParseResponse.Action.OK));
        IntrospectionResponse introspection = new IntrospectionResponse();
        introspection.setAction(IntrospectionResponse.Action.UNAUTHORIZED);
        introspection.setDpopNonce("the-nonce");
        when(authlete.introspection(any())).thenReturn(introspection);

        for (HttpResponse<String> response : new HttpResponse[] {
            post("/api/token", "grant_type=x", "DPoP", "the-proof"),
            post(PAR, "scope=openid", "DPoP", "the-proof"),
            get("/api/userinfo", "Authorization", "DPoP the-token", "DPoP", "the-proof"),
            get("/api/gm/a-grant", "Authorization", "DPoP the-token", "DPoP", "the-proof"),
            post(
                    "/api/credential",
                    "{}",
                    "Content-Type",
                    "application/json",
                    "Authorization",
                    "DPoP the-token",
                    "DPoP",
                    "the-proof")
        }) {
            assertThat(response.headers().firstValue("DPoP-Nonce")).hasValue("the-nonce");
        }
        ArgumentCaptor<TokenRequest> atToken = ArgumentCaptor.forClass(TokenRequest.class);
        verify(authlete).token(atToken.capture());
        assertThat(atToken.getValue().getDpop()).isEqualTo("the-proof");
        ArgumentCaptor<PushedAuthReqRequest> atPar = ArgumentCaptor.forClass(PushedAuthReqRequest.class);
        verify(authlete).pushAuthorizationRequest(atPar.capture());
        assertThat(atPar.getValue().getDpop()).isEqualTo("the-proof");
        ArgumentCaptor<UserInfoRequest> atUserInfo = ArgumentCaptor.forClass(UserInfoRequest.class);
        verify(authlete).userinfo(atUserInfo.capture());
        assertThat(atUserInfo.getValue().getDpop()).isEqualTo("the-proof");
        assertThat(atUserInfo.getValue().getToken()).isEqualTo("the-token");
        assertThat(atUserInfo.getValue().getHtm()).isEqualTo("GET");
    }

    @Test
    void twoProofsAreNoneThatCouldBeValid() throws Exception {
        TokenResponse token = new TokenResponse();
        token.setAction(TokenResponse.Action.OK);
        when(authlete.token(any())).thenReturn(token);

        post("/api/token", "grant_type=x", "DPoP", "one", "DPoP", "two");

        ArgumentCaptor<TokenRequest> sent = ArgumentCaptor.forClass(TokenRequest.class);
        verify(authlete).token(sent.capture());
        assertThat(sent.getValue().getDpop()).isEqualTo("one,two");
    }

    private void hint(String user) {
        BackchannelAuthenticationResponse asked = new BackchannelAuthenticationResponse();
        asked.setAction(BackchannelAuthenticationResponse.Action.USER_IDENTIFICATION);
        asked.setTicket("the-ticket");
        asked.setHintType(UserIdentificationHintType.LOGIN_HINT);
        asked.setHint(user);
        when(authlete.backchannelAuthentication(any())).thenReturn(asked);
    }

    private static void assertThatTheContentComesWith(int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(CONTENT);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(response.headers().firstValue("WWW-Authenticate").isPresent())
                .isEqualTo(status == 401);
    }
}
