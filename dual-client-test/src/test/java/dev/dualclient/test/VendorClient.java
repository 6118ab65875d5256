package dev.dualclient.test;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.AuthorizationIssueRequest;
import com.authlete.common.dto.AuthorizationIssueResponse;
import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.IntrospectionResponse;
import com.authlete.common.dto.RevocationRequest;
import com.authlete.common.dto.RevocationResponse;
import com.authlete.common.dto.StandardIntrospectionRequest;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The endpoints of an authorization server on an {@link AuthleteApi}, without the browser. */
record VendorClient(AuthleteApi api, TestClient client) {

    AuthorizationResponse authorize() {
        return api.authorization(new AuthorizationRequest()
                .setParameters("response_type=code&scope=openid+read&state=s&client_id=" + client.id()
                        + "&redirect_uri=" + client.redirectUri()));
    }

    AuthorizationIssueResponse approve(String ticket) {
        return api.authorizationIssue(
                new AuthorizationIssueRequest().setTicket(ticket).setSubject("john"));
    }

    String code() {
        return approve(authorize().getTicket()).getAuthorizationCode();
    }

    TokenResponse redeem(String code) {
        return token("grant_type=authorization_code&code=" + code + "&redirect_uri=" + client.redirectUri());
    }

    TokenResponse refresh(String refreshToken) {
        return token("grant_type=refresh_token&refresh_token=" + refreshToken);
    }

    TokenResponse token(String parameters) {
        return token(parameters, client.secret());
    }

    TokenResponse token(String parameters, String secret) {
        return api.token(new TokenRequest()
                .setParameters(parameters)
                .setClientId(Long.toString(client.id()))
                .setClientSecret(secret));
    }

    IntrospectionResponse introspect(String token) {
        return api.introspection(new IntrospectionRequest().setToken(token));
    }

    JsonNode standardIntrospection(String token) {
        return JsonMapper.shared()
                .readTree(api.standardIntrospection(new StandardIntrospectionRequest().setParameters("token=" + token))
                        .getResponseContent());
    }

    RevocationResponse revoke(String token) {
        return api.revocation(new RevocationRequest()
                .setParameters("token=" + token)
                .setClientId(Long.toString(client.id()))
                .setClientSecret(client.secret()));
    }
}
