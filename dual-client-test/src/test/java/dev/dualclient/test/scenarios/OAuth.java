package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.AuthorizationIssueRequest;
import com.authlete.common.dto.AuthorizationIssueResponse;
import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.IntrospectionResponse;
import com.authlete.common.dto.RevocationRequest;
import com.authlete.common.dto.RevocationResponse;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.dto.UserInfoIssueRequest;
import com.authlete.common.dto.UserInfoIssueResponse;
import com.authlete.common.dto.UserInfoRequest;
import com.authlete.common.dto.UserInfoResponse;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.state.Opaque;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** An authorization server in a nutshell: what one does with an {@link AuthleteApi} for each OAuth request. */
final class OAuth {

    /** Not {@code openid}, with which each code would bring a signature that takes longer than all the rest. */
    private static final String SCOPE = "read";

    private final AuthleteApi api;

    OAuth(AuthleteApi api) {
        this.api = api;
    }

    /** An access token and the refresh token beside it. */
    record Tokens(String access, String refresh) {

        static Tokens of(TokenResponse response) {
            return new Tokens(response.getAccessToken(), response.getRefreshToken());
        }

        /** Returns the hash by which a token list names the access token. */
        String accessHash() {
            return Opaque.hash(access);
        }

        /** Returns the hash by which a token list names the refresh token. */
        String refreshHash() {
            return Opaque.hash(refresh);
        }
    }

    AuthorizationResponse authorize(TestClient client) {
        return authorize(client, SCOPE);
    }

    AuthorizationResponse authorize(TestClient client, String scope) {
        return api.authorization(new AuthorizationRequest()
                .setParameters(form(
                        "response_type",
                        "code",
                        "client_id",
                        String.valueOf(client.id()),
                        "redirect_uri",
                        client.redirectUri(),
                        "scope",
                        scope,
                        "state",
                        "s")));
    }

    AuthorizationIssueResponse issue(String ticket) {
        return api.authorizationIssue(
                new AuthorizationIssueRequest().setTicket(ticket).setSubject("john"));
    }

    /** Takes a user through the authorization request. */
    String code(TestClient client) {
        return code(client, SCOPE);
    }

    /** Takes a user through the authorization request for a scope. */
    String code(TestClient client, String scope) {
        AuthorizationResponse authorization = authorize(client, scope);
        assertThat(authorization.getAction()).isEqualTo(AuthorizationResponse.Action.INTERACTION);
        AuthorizationIssueResponse issued = issue(authorization.getTicket());
        assertThat(issued.getAction()).isEqualTo(AuthorizationIssueResponse.Action.LOCATION);
        return issued.getAuthorizationCode();
    }

    TokenResponse redeem(TestClient client, String code) {
        return token(client, "grant_type", "authorization_code", "code", code, "redirect_uri", client.redirectUri());
    }

    TokenResponse refresh(TestClient client, String refreshToken) {
        return token(client, "grant_type", "refresh_token", "refresh_token", refreshToken);
    }

    TokenResponse clientCredentials(TestClient client) {
        return token(client, "grant_type", "client_credentials");
    }

    TokenResponse password(TestClient client, String username, String password) {
        return token(client, "grant_type", "password", "username", username, "password", password);
    }

    /** Takes a user through the whole code flow, with further parameters of the authorization request. */
    Tokens login(TestClient client, String... more) {
        AuthorizationResponse authorization = api.authorization(new AuthorizationRequest()
                .setParameters(form(
                                "response_type",
                                "code",
                                "client_id",
                                String.valueOf(client.id()),
                                "redirect_uri",
                                client.redirectUri(),
                                "scope",
                                SCOPE)
                        + "&"
                        + form(more)));
        TokenResponse response = redeem(client, issue(authorization.getTicket()).getAuthorizationCode());
        assertThat(response.getAction()).isEqualTo(TokenResponse.Action.OK);
        return Tokens.of(response);
    }

    /** Takes a user through the whole code flow. */
    Tokens login(TestClient client) {
        TokenResponse response = redeem(client, code(client));
        assertThat(response.getAction()).isEqualTo(TokenResponse.Action.OK);
        return Tokens.of(response);
    }

    TokenResponse token(TestClient client, String... parameters) {
        return api.token(new TokenRequest()
                .setClientId(String.valueOf(client.id()))
                .setClientSecret(client.secret())
                .setParameters(form(parameters)));
    }

    IntrospectionResponse introspect(String accessToken, String... scopes) {
        return api.introspection(
                new IntrospectionRequest().setToken(accessToken).setScopes(scopes));
    }

    boolean isActive(String accessToken) {
        return introspect(accessToken).isUsable();
    }

    UserInfoResponse userInfo(String accessToken) {
        return api.userinfo(new UserInfoRequest().setToken(accessToken));
    }

    UserInfoIssueResponse userInfoIssue(String accessToken) {
        return api.userinfoIssue(new UserInfoIssueRequest().setToken(accessToken));
    }

    RevocationResponse revoke(TestClient client, String token) {
        return api.revocation(new RevocationRequest()
                .setClientId(String.valueOf(client.id()))
                .setClientSecret(client.secret())
                .setParameters(form("token", token)));
    }

    static String form(String... nameValues) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < nameValues.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(nameValues[i])
                    .append('=')
                    .append(URLEncoder.encode(nameValues[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }
}
