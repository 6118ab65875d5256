package dev.dualclient.test.emulator;

import static dev.dualclient.test.emulator.Authlete.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.AuthorizationFailResponse;
import com.authlete.common.dto.AuthorizationIssueResponse;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.AuthorizedClientListResponse;
import com.authlete.common.dto.BackchannelAuthenticationCompleteResponse;
import com.authlete.common.dto.BackchannelAuthenticationFailResponse;
import com.authlete.common.dto.BackchannelAuthenticationIssueResponse;
import com.authlete.common.dto.BackchannelAuthenticationResponse;
import com.authlete.common.dto.Client;
import com.authlete.common.dto.ClientListResponse;
import com.authlete.common.dto.ClientSecretRefreshResponse;
import com.authlete.common.dto.DeviceAuthorizationResponse;
import com.authlete.common.dto.DeviceCompleteResponse;
import com.authlete.common.dto.DeviceVerificationResponse;
import com.authlete.common.dto.GrantedScopesGetResponse;
import com.authlete.common.dto.IntrospectionResponse;
import com.authlete.common.dto.PushedAuthReqResponse;
import com.authlete.common.dto.RevocationResponse;
import com.authlete.common.dto.Service;
import com.authlete.common.dto.ServiceListResponse;
import com.authlete.common.dto.StandardIntrospectionResponse;
import com.authlete.common.dto.TokenCreateResponse;
import com.authlete.common.dto.TokenFailResponse;
import com.authlete.common.dto.TokenIssueResponse;
import com.authlete.common.dto.TokenListResponse;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.dto.TokenRevokeResponse;
import com.authlete.common.dto.TokenUpdateResponse;
import com.authlete.common.dto.UserInfoIssueResponse;
import com.authlete.common.dto.UserInfoResponse;
import com.authlete.common.util.Utils;
import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every field of an answer is one that the vendor's library reads, and reads back with the same value. */
class AnswerFieldsTest {

    /** Fields that later versions of the library read. */
    private static final Set<String> LATER = Set.of("authorizationCodeDuration");

    private final Authlete authlete = new Authlete(AuthleteVersion.V3_0);
    private final Registered client =
            authlete.client("clientIdAlias", "a-client", "clientIdAliasEnabled", true, "attributes", new Object[] {});

    @Test
    void authorizationAnswersAreOnesThatTheLibraryReads() {
        Result asked = authlete.authorize(client, "prompt", "login", "claims", "{\"userinfo\":{\"name\":null}}");
        check(asked, AuthorizationResponse.class);
        check(authlete.approve(asked.text("ticket")), AuthorizationIssueResponse.class);
        String ticket = authlete.authorize(client).text("ticket");
        check(
                authlete.call("auth-authorization-fail", "ticket", ticket, "reason", "DENIED"),
                AuthorizationFailResponse.class);
    }

    @Test
    void tokenAnswersAreOnesThatTheLibraryReads() {
        Result tokens = authlete.tokens(client);
        check(tokens, TokenResponse.class);
        Result refreshed = authlete.refresh(client, tokens.text("refreshToken"));
        check(refreshed, TokenResponse.class);
        check(authlete.introspect(refreshed.text("accessToken")), IntrospectionResponse.class);
        check(authlete.introspect("nobody's"), IntrospectionResponse.class);
        check(authlete.call("auth-userinfo", "token", refreshed.text("accessToken")), UserInfoResponse.class);
        check(
                authlete.call("auth-userinfo-issue", "token", refreshed.text("accessToken")),
                UserInfoIssueResponse.class);
        check(
                authlete.call("auth-introspection-standard", "parameters", form("token", "x")),
                StandardIntrospectionResponse.class);
        check(authlete.revoke(client, refreshed.text("accessToken")), RevocationResponse.class);
        check(passwordTicket(), TokenResponse.class);
        check(
                authlete.call("auth-token-issue", "ticket", passwordTicket().text("ticket"), "subject", "john"),
                TokenIssueResponse.class);
        check(
                authlete.call("auth-token-fail", "ticket", passwordTicket().text("ticket"), "reason", "UNKNOWN"),
                TokenFailResponse.class);
    }

    private Result passwordTicket() {
        return authlete.token(client, "grant_type", "password", "username", "john", "password", "pw");
    }

    @Test
    void managementAnswersAreOnesThatTheLibraryReads() {
        Map<String, String> one = Map.of("clientId", "a-client");
        check(authlete.read("client-get", one), Client.class);
        check(authlete.read("client-get-list", Map.of()), ClientListResponse.class);
        check(
                authlete.read("client-secret-refresh", Map.of("clientIdentifier", "a-client")),
                ClientSecretRefreshResponse.class);
        check(authlete.read("service-get", Map.of("service", "21653835348762")), Service.class);
        check(authlete.read("service-get-list", Map.of()), ServiceListResponse.class);
        check(
                authlete.call(
                        "auth-token-create",
                        "grantType",
                        "AUTHORIZATION_CODE",
                        "clientId",
                        client.id(),
                        "subject",
                        "john",
                        "accessToken",
                        "a-token"),
                TokenCreateResponse.class);
        check(authlete.call("auth-token-update", "accessToken", "a-token"), TokenUpdateResponse.class);
        check(authlete.read("auth-token-get-list", Map.of()), TokenListResponse.class);
        check(authlete.call("client-authorization-get-list", "subject", "john"), AuthorizedClientListResponse.class);
        check(
                authlete.call("client-granted-scopes-get", one, Map.of(), Authlete.json("subject", "john")),
                GrantedScopesGetResponse.class);
        check(authlete.call("auth-token-revoke", "subject", "john"), TokenRevokeResponse.class);
    }

    @Test
    void answersOfDecoupledFlowsAreOnesThatTheLibraryReads() {
        Registered polling = authlete.client(
                "bcDeliveryMode", "PUSH", "grantTypes", new String[] {"DEVICE_CODE", "CIBA", "REFRESH_TOKEN"});
        Result device = asClient(polling, "device-authorization", "scope", "openid read");
        check(device, DeviceAuthorizationResponse.class);
        check(
                authlete.call("device-verification", "userCode", device.text("userCode")),
                DeviceVerificationResponse.class);
        check(
                authlete.call(
                        "device-complete",
                        "userCode",
                        device.text("userCode"),
                        "result",
                        "AUTHORIZED",
                        "subject",
                        "john"),
                DeviceCompleteResponse.class);
        Result asked = asClient(
                polling,
                "backchannel-authentication",
                "scope",
                "openid",
                "login_hint",
                "john",
                "client_notification_token",
                "t");
        check(asked, BackchannelAuthenticationResponse.class);
        String ticket = asked.text("ticket");
        check(
                authlete.call("backchannel-authentication-issue", "ticket", ticket),
                BackchannelAuthenticationIssueResponse.class);
        check(
                authlete.call(
                        "backchannel-authentication-complete",
                        "ticket",
                        ticket,
                        "result",
                        "AUTHORIZED",
                        "subject",
                        "john"),
                BackchannelAuthenticationCompleteResponse.class);
        check(
                authlete.call("backchannel-authentication-fail", "ticket", ticket),
                BackchannelAuthenticationFailResponse.class);
    }

    @Test
    void answersToPushedRequestsAreOnesThatTheLibraryReads() {
        check(
                asClient(client, "pushed-auth-req", "response_type", "code", "redirect_uri", Authlete.CALLBACK),
                PushedAuthReqResponse.class);
        check(asClient(client, "pushed-auth-req", "response_type", "nonsense"), PushedAuthReqResponse.class);
    }

    private Result asClient(Registered as, String operation, String... parameters) {
        return authlete.call(
                operation,
                "clientId",
                Long.toString(as.id()),
                "clientSecret",
                as.secret(),
                "parameters",
                form(parameters));
    }

    private static void check(Result result, Class<?> type) {
        assertThat(result.status()).as(type.getSimpleName()).isIn(200, 201);
        Set<String> known = new HashSet<>();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                known.add(field.getName());
            }
        }
        JsonNode again = Authlete.MAPPER.readTree(
                Utils.toJson(Utils.fromJson(result.json().toString(), type)));
        result.json().properties().forEach(field -> {
            if (LATER.contains(field.getKey())) {
                return;
            }
            assertThat(known).as(type.getSimpleName()).contains(field.getKey());
            if (field.getValue().isValueNode()) {
                assertThat(again.path(field.getKey()).asString(""))
                        .as(type.getSimpleName() + "." + field.getKey())
                        .isEqualTo(field.getValue().asString(""));
            }
        });
    }
}
