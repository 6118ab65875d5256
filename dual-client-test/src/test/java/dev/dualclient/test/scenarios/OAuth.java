package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.AuthorizationIssueRequest;
import com.authlete.common.dto.AuthorizationIssueResponse;
import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.Client;
import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.IntrospectionResponse;
import com.authlete.common.dto.RevocationRequest;
import com.authlete.common.dto.RevocationResponse;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.types.ClientType;
import com.authlete.common.types.GrantType;
import com.authlete.common.types.ResponseType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** An authorization server in a nutshell: what one does with an {@link AuthleteApi} for each OAuth request. */
final class OAuth {

    static final String CALLBACK = "https://client.example/callback";

    private final AuthleteApi api;

    OAuth(AuthleteApi api) {
        this.api = api;
    }

    /** A client as an OAuth request names it. */
    record Party(long id, String secret) {

        static Party of(Client created) {
            return new Party(created.getClientId(), created.getClientSecret());
        }

        String name() {
            return String.valueOf(id);
        }

        Party withSecret(String other) {
            return new Party(id, other);
        }
    }

    /** An access token and the refresh token beside it. */
    record Tokens(String access, String refresh) {

        static Tokens of(TokenResponse response) {
            return new Tokens(response.getAccessToken(), response.getRefreshToken());
        }
    }

    /** Returns a confidential client with the usual grant types, not registered yet. */
    static Client confidential() {
        return new Client()
                .setClientType(ClientType.CONFIDENTIAL)
                .setRedirectUris(new String[] {CALLBACK})
                .setResponseTypes(new ResponseType[] {ResponseType.CODE})
                .setGrantTypes(new GrantType[] {
                    GrantType.AUTHORIZATION_CODE,
                    GrantType.REFRESH_TOKEN,
                    GrantType.CLIENT_CREDENTIALS,
                    GrantType.PASSWORD
                });
    }

    AuthorizationResponse authorize(Party client) {
        return api.authorization(new AuthorizationRequest()
                .setParameters(form(
                        "response_type", "code",
                        "client_id", client.name(),
                        "redirect_uri", CALLBACK,
                        "scope", "openid",
                        "state", "s")));
    }

    AuthorizationIssueResponse issue(String ticket) {
        return api.authorizationIssue(
                new AuthorizationIssueRequest().setTicket(ticket).setSubject("john"));
    }

    /** Takes a user through the authorization request. */
    String code(Party client) {
        AuthorizationResponse authorization = authorize(client);
        assertThat(authorization.getAction()).isEqualTo(AuthorizationResponse.Action.INTERACTION);
        AuthorizationIssueResponse issued = issue(authorization.getTicket());
        assertThat(issued.getAction()).isEqualTo(AuthorizationIssueResponse.Action.LOCATION);
        return issued.getAuthorizationCode();
    }

    TokenResponse redeem(Party client, String code) {
        return token(client, "grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK);
    }

    TokenResponse refresh(Party client, String refreshToken) {
        return token(client, "grant_type", "refresh_token", "refresh_token", refreshToken);
    }

    TokenResponse clientCredentials(Party client) {
        return token(client, "grant_type", "client_credentials");
    }

    /** Takes a user through the whole code flow. */
    Tokens login(Party client) {
        TokenResponse response = redeem(client, code(client));
        assertThat(response.getAction()).isEqualTo(TokenResponse.Action.OK);
        return Tokens.of(response);
    }

    TokenResponse token(Party client, String... parameters) {
        return api.token(new TokenRequest()
                .setClientId(client.name())
                .setClientSecret(client.secret())
                .setParameters(form(parameters)));
    }

    IntrospectionResponse introspect(String accessToken) {
        return api.introspection(new IntrospectionRequest().setToken(accessToken));
    }

    boolean isActive(String accessToken) {
        return introspect(accessToken).isUsable();
    }

    RevocationResponse revoke(Party client, String token) {
        return api.revocation(new RevocationRequest()
                .setClientId(client.name())
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
