package dev.dualclient.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.AuthorizationFailRequest;
import com.authlete.common.dto.AuthorizationFailResponse;
import com.authlete.common.dto.AuthorizationIssueResponse;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.IntrospectionResponse;
import com.authlete.common.dto.RevocationResponse;
import com.authlete.common.dto.Service;
import com.authlete.common.dto.TokenFailRequest;
import com.authlete.common.dto.TokenFailResponse;
import com.authlete.common.dto.TokenIssueRequest;
import com.authlete.common.dto.TokenIssueResponse;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.dto.UserInfoIssueRequest;
import com.authlete.common.dto.UserInfoIssueResponse;
import com.authlete.common.dto.UserInfoRequest;
import com.authlete.common.dto.UserInfoResponse;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.dualclient.authlete.DualAuthleteApi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vendor's own clients, unmodified, complete OAuth at either emulator, and at the gateway in front of both. */
@DualClientTest
@ParameterizedClass(name = "{0}")
@EnumSource(Callee.class)
class VendorClientOAuthTest {

    @Parameter
    private Callee callee;

    private Emulators emulators;
    private AuthleteApi api;

    @BeforeEach
    void setUp(Emulators given, DualAuthleteApi both) {
        emulators = given;
        api = callee.api(given, both);
    }

    @Test
    void theCodeFlowGivesTokensThatAreKnown() {
        VendorClient caller = caller();
        AuthorizationResponse request = caller.authorize();
        assertThat(request.getAction()).isEqualTo(AuthorizationResponse.Action.INTERACTION);
        assertThat(request.getClient().getClientId()).isEqualTo(caller.client().id());
        assertThat(request.getScopes()).extracting(scope -> scope.getName()).containsExactly("openid", "read");

        AuthorizationIssueResponse issued = caller.approve(request.getTicket());
        assertThat(issued.getAction()).isEqualTo(AuthorizationIssueResponse.Action.LOCATION);
        assertThat(issued.getResponseContent())
                .startsWith(caller.client().redirectUri() + "?")
                .contains("state=s");

        TokenResponse tokens = caller.redeem(issued.getAuthorizationCode());
        assertThat(tokens.getAction()).isEqualTo(TokenResponse.Action.OK);
        assertThat(tokens.getSubject()).isEqualTo("john");
        IntrospectionResponse known = caller.introspect(tokens.getAccessToken());
        assertThat(known.isUsable()).isTrue();
        assertThat(known.getClientId()).isEqualTo(caller.client().id());
        assertThat(caller.standardIntrospection(tokens.getRefreshToken())
                        .path("active")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void anIdTokenVerifiesByTheJwkSet() throws Exception {
        VendorClient caller = caller();
        SignedJWT idToken = SignedJWT.parse(caller.redeem(caller.code()).getIdToken());
        JWKSet keys = JWKSet.parse(caller.api().getServiceJwks());
        assertThat(idToken.verify(new RSASSAVerifier(
                        keys.getKeyByKeyId(idToken.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        assertThat(keys.containsNonPublicKeys()).isFalse();
    }

    @Test
    void aRefusedRequestIsToldToTheClient() {
        VendorClient caller = caller();
        AuthorizationFailResponse failed = caller.api()
                .authorizationFail(new AuthorizationFailRequest()
                        .setTicket(caller.authorize().getTicket())
                        .setReason(AuthorizationFailRequest.Reason.DENIED));
        assertThat(failed.getAction()).isEqualTo(AuthorizationFailResponse.Action.LOCATION);
        assertThat(failed.getResponseContent()).contains("error=access_denied");
    }

    @Test
    void aRefreshReplacesBothTokens() {
        VendorClient caller = caller();
        TokenResponse first = caller.redeem(caller.code());
        TokenResponse second = caller.refresh(first.getRefreshToken());
        assertThat(second.getAction()).isEqualTo(TokenResponse.Action.OK);
        assertThat(second.getRefreshToken()).isNotEqualTo(first.getRefreshToken());
        assertThat(caller.introspect(first.getAccessToken()).isExistent()).isFalse();
        assertThat(caller.refresh(first.getRefreshToken()).getResultCode()).isEqualTo("A053305");
    }

    /** A client that has authenticated at the primary, if there are two backends: so its logins begin there. */
    private VendorClient authenticated() {
        VendorClient caller = caller();
        assertThat(caller.token("grant_type=client_credentials&scope=read").getAction())
                .isEqualTo(TokenResponse.Action.OK);
        return caller;
    }

    @Test
    void aServiceMayKeepRefreshTokens() {
        VendorClient caller = authenticated();
        update(caller.api(), caller.api().getService(serviceId()).setRefreshTokenKept(true));
        String refreshToken = caller.redeem(caller.code()).getRefreshToken();
        for (int use = 1; use <= 2; use++) {
            TokenResponse refreshed = caller.refresh(refreshToken);
            assertThat(refreshed.getAction()).isEqualTo(TokenResponse.Action.OK);
            assertThat(refreshed.getRefreshToken()).isEqualTo(refreshToken);
        }
    }

    @Test
    void aServiceMayAnswerARepeatedRefreshAlike() {
        VendorClient caller = authenticated();
        update(caller.api(), caller.api().getService(serviceId()).setRefreshTokenIdempotent(true));
        String refreshToken = caller.redeem(caller.code()).getRefreshToken();
        TokenResponse first = caller.refresh(refreshToken);
        TokenResponse again = caller.refresh(refreshToken);
        assertThat(again.getAction()).isEqualTo(TokenResponse.Action.OK);
        assertThat(again.getAccessToken()).isEqualTo(first.getAccessToken());
        assertThat(again.getRefreshToken()).isEqualTo(first.getRefreshToken());
    }

    @Test
    void aClientMayUseItsOwnCredentialsIfTheyAreRight() {
        VendorClient caller = caller();
        assertThat(caller.token("grant_type=client_credentials&scope=read").getAction())
                .isEqualTo(TokenResponse.Action.OK);
        TokenResponse refused = caller.token("grant_type=client_credentials", "wrong");
        assertThat(refused.getAction()).isEqualTo(TokenResponse.Action.INVALID_CLIENT);
        assertThat(refused.getResultCode()).isEqualTo("A157305");
    }

    @Test
    void thePasswordGrantWaitsForTheApplication() {
        VendorClient caller = caller();
        String parameters = "grant_type=password&username=john&password=john&scope=read";
        TokenResponse right = caller.token(parameters);
        assertThat(right.getAction()).isEqualTo(TokenResponse.Action.PASSWORD);
        TokenIssueResponse issued = caller.api()
                .tokenIssue(new TokenIssueRequest().setTicket(right.getTicket()).setSubject("john"));
        assertThat(issued.getAction()).isEqualTo(TokenIssueResponse.Action.OK);
        assertThat(caller.introspect(issued.getAccessToken()).getSubject()).isEqualTo("john");

        TokenFailResponse failed = caller.api()
                .tokenFail(new TokenFailRequest()
                        .setTicket(caller.token(parameters).getTicket())
                        .setReason(TokenFailRequest.Reason.INVALID_RESOURCE_OWNER_CREDENTIALS));
        assertThat(failed.getAction()).isEqualTo(TokenFailResponse.Action.BAD_REQUEST);
        assertThat(failed.getResponseContent()).contains("invalid_grant");
    }

    @Test
    void aRevokedTokenIsUnknownAndSoIsItsCompanion() {
        VendorClient caller = caller();
        TokenResponse tokens = caller.redeem(caller.code());
        assertThat(caller.revoke(tokens.getAccessToken()).getAction()).isEqualTo(RevocationResponse.Action.OK);
        assertThat(caller.introspect(tokens.getAccessToken()).isExistent()).isFalse();
        assertThat(caller.standardIntrospection(tokens.getRefreshToken())
                        .path("active")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void userinfoIsAnsweredInTwoSteps() {
        VendorClient caller = caller();
        String token = caller.redeem(caller.code()).getAccessToken();
        UserInfoResponse asked = caller.api().userinfo(new UserInfoRequest().setToken(token));
        assertThat(asked.getAction()).isEqualTo(UserInfoResponse.Action.OK);
        assertThat(asked.getSubject()).isEqualTo("john");
        UserInfoIssueResponse issued = caller.api()
                .userinfoIssue(new UserInfoIssueRequest().setToken(token).setClaims("{\"name\":\"John\"}"));
        assertThat(issued.getAction()).isEqualTo(UserInfoIssueResponse.Action.JSON);
        JsonNode claims = JsonMapper.shared().readTree(issued.getResponseContent());
        assertThat(claims.path("sub").asString()).isEqualTo("john");
        assertThat(claims.path("name").asString()).isEqualTo("John");
    }

    private static void update(AuthleteApi api, Service service) {
        api.updateService(service);
    }

    private long serviceId() {
        return Long.parseLong(emulators.primary().credentials().serviceId());
    }

    private VendorClient caller() {
        return new VendorClient(api, callee.client(emulators));
    }
}
