package dev.dualclient.sample.web;

import static dev.dualclient.sample.backends.Caller.basic;
import static dev.dualclient.sample.backends.Caller.form;
import static dev.dualclient.sample.backends.Caller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.types.GrantType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.dualclient.sample.backends.SampleOnEmulators;
import dev.dualclient.test.TestClient;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Answers of introspection in the form that a resource server accepts (RFC 9701). */
class IntrospectionTest extends SampleOnEmulators {

    private static final String JWT = "application/token-introspection+jwt";

    @Test
    void anAnswerIsAJwtForTheResourceServerThatAcceptsOne() throws Exception {
        HttpResponse<String> answer = introspect(token(EMULATORS.primaryApi()), JWT);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(JWT);
        JWTClaimsSet claims = SignedJWT.parse(answer.body()).getJWTClaimsSet();
        assertThat(claims.getAudience()).containsExactly(RESOURCE_SERVER);
        assertThat(claims.getJSONObjectClaim("token_introspection"))
                .containsEntry("active", true)
                .containsEntry("sub", "john");
    }

    @Test
    void aBackendThatMakesNoJwtsAnswersInJson() throws Exception {
        HttpResponse<String> answer = introspect(token(EMULATORS.secondaryApi()), JWT);

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(json(answer).path("active").asBoolean()).isTrue();
        assertThat(json(answer).path("sub").asString()).isEqualTo("john");
    }

    @Test
    void whoAcceptsNoJwtGetsNone() throws Exception {
        assertThat(json(introspect(token(EMULATORS.primaryApi()), "application/json"))
                        .path("active")
                        .asBoolean())
                .isTrue();
    }

    /** RFC 6749 section 2.3.1, as openid-client does it. */
    @Test
    void aSecretMayBeEncodedAsAFormEncodesIt() throws Exception {
        String token = token(EMULATORS.primaryApi());

        assertThat(asks("resource%2Dserver%2Dsecret%2Dof%2Dtests", token)).isEqualTo(200);
        assertThat(asks("resource-server-secret-of-tests", token)).isEqualTo(200);
        assertThat(asks("resource%2Dserver", token)).isEqualTo(401);
        assertThat(asks("%no-form", token)).isEqualTo(401);
    }

    private int asks(String secret, String token) throws Exception {
        return server.post("/api/introspection", form("token", token), "Authorization", basic("resourceServer", secret))
                .statusCode();
    }

    private HttpResponse<String> introspect(String token, String accept) throws Exception {
        return server.post(
                "/api/introspection",
                form("token", token),
                "Authorization",
                basic("resourceServer", "resource-server-secret-of-tests"),
                "Accept",
                accept);
    }

    private static String token(AuthleteApi api) {
        TestClient client = EMULATORS.client().atBoth();
        return api.tokenCreate(new TokenCreateRequest()
                        .setGrantType(GrantType.PASSWORD)
                        .setClientId(client.id())
                        .setSubject("john"))
                .getAccessToken();
    }
}
