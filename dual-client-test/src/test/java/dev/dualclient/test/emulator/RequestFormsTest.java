package dev.dualclient.test.emulator;

import static dev.dualclient.test.emulator.Authlete.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.dualclient.test.ClientKeys;
import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Authorization requests that are pushed (RFC 9126) or signed (RFC 9101), and answers that are JWTs (JARM). */
class RequestFormsTest {

    private static final ECKey KEY = ClientKeys.ec("client");

    private final Authlete authlete = new Authlete(AuthleteVersion.V3_0);
    private final Registered client =
            authlete.client("jwks", ClientKeys.publicSet(KEY), "authorizationSignAlg", "ES256");

    private static Result push(Authlete authlete, Registered client, String... more) {
        String[] usual = {"response_type", "code", "redirect_uri", Authlete.CALLBACK, "scope", "openid read"};
        return authlete.call(
                "pushed-auth-req",
                "clientId",
                Long.toString(client.id()),
                "clientSecret",
                client.secret(),
                "parameters",
                form(Stream.concat(Arrays.stream(usual), Arrays.stream(more)).toArray(String[]::new)));
    }

    private static Result authorize(Authlete authlete, Registered client, Result pushed) {
        return authlete.call(
                "auth-authorization",
                "parameters",
                form("client_id", Long.toString(client.id()), "request_uri", pushed.text("requestUri")));
    }

    @ParameterizedTest
    @EnumSource
    void aPushedRequestIsUsedOnce(AuthleteVersion version) {
        Authlete either = new Authlete(version);
        Registered pushing = either.client();
        Result pushed = push(either, pushing, "state", "s");
        assertThat(pushed.action()).isEqualTo("CREATED");
        assertThat(pushed.content().path("request_uri").asString()).isEqualTo(pushed.text("requestUri"));
        assertThat(pushed.content().path("expires_in").asLong()).isEqualTo(600);

        Result asked = authorize(either, pushing, pushed);
        assertThat(asked.action()).isEqualTo("INTERACTION");
        Result issued = either.approve(asked.text("ticket"));
        assertThat(issued.text("responseContent")).contains("state=s");
        assertThat(either.redeem(pushing, issued.text("authorizationCode")).action())
                .isEqualTo("OK");
        assertThat(authorize(either, pushing, pushed).verdict()).isEqualTo("BAD_REQUEST A008303 invalid_request_uri");
    }

    @Test
    void aPushedRequestBelongsToItsClientAndExpires() {
        Result pushed = push(authlete, client);

        assertThat(authorize(authlete, authlete.client(), pushed).verdict())
                .isEqualTo("BAD_REQUEST A005393 invalid_request_uri");
        authlete.advance(Duration.ofMinutes(10));
        assertThat(authorize(authlete, client, pushed).verdict()).isEqualTo("BAD_REQUEST A006325 invalid_request_uri");
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, nonsense, A009304",
        "redirect_uri, https://elsewhere.example, A011317",
        "request_uri, urn:x, A248301",
        "resource, not-absolute, A251307"
    })
    void whatIsPushedIsCheckedThen(String parameter, String value, String code) {
        Result pushed = authlete.call(
                "pushed-auth-req",
                "clientId",
                Long.toString(client.id()),
                "clientSecret",
                client.secret(),
                "parameters",
                form("response_type", "code", "redirect_uri", Authlete.CALLBACK, parameter, value));

        assertThat(pushed.action()).isEqualTo("BAD_REQUEST");
        assertThat(pushed.code()).isEqualTo(code);
    }

    @Test
    void pushingAuthenticatesTheClientAndCanBeRequired() {
        assertThat(push(authlete, new Registered(client.id(), "wrong")).verdict())
                .isEqualTo("UNAUTHORIZED A157305 invalid_client");
        assertThat(push(authlete, new Registered(1, "any")).verdict()).isEqualTo("UNAUTHORIZED A247307 invalid_client");
        Registered pushing = authlete.client("parRequired", true);
        assertThat(authlete.authorize(pushing).code()).isEqualTo("A008305");
        assertThat(authorize(authlete, pushing, push(authlete, pushing)).action())
                .isEqualTo("INTERACTION");
    }

    private JWTClaimsSet.Builder requestObject() {
        return new JWTClaimsSet.Builder()
                .issuer(Long.toString(client.id()))
                .audience("http://localhost:8080")
                .expirationTime(new Date(authlete.clock.millis() + 60_000))
                .claim("client_id", Long.toString(client.id()))
                .claim("response_type", "code")
                .claim("redirect_uri", Authlete.CALLBACK)
                .claim("scope", "openid write")
                .claim("max_age", 5);
    }

    private Result authorize(String requestObject) {
        return authlete.call(
                "auth-authorization",
                "parameters",
                form("client_id", Long.toString(client.id()), "scope", "read", "request", requestObject));
    }

    @Test
    void aSignedRequestSpeaksForItself() {
        Result asked = authorize(ClientKeys.sign(KEY, requestObject().build()));

        assertThat(asked.action()).isEqualTo("INTERACTION");
        assertThat(asked.json().path("scopes").findValuesAsString("name")).containsExactly("openid", "write");
        assertThat(asked.json().path("maxAge").asLong()).isEqualTo(5);
        assertThat(push(
                                authlete,
                                client,
                                "request",
                                ClientKeys.sign(KEY, requestObject().build()))
                        .action())
                .isEqualTo("CREATED");
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, somebody, A005391",
        "iss, somebody, A246309",
        "aud, https://elsewhere.example, A006359",
        "request_uri, urn:x, A006312",
        "response_type, , A006326"
    })
    void aSignedRequestIsOfItsClientAndForUs(String claim, String value, String code) {
        Result refused = authorize(
                ClientKeys.sign(KEY, requestObject().claim(claim, value).build()));

        assertThat(refused.verdict()).isEqualTo("BAD_REQUEST " + code + " invalid_request_object");
    }

    @Test
    void aSignedRequestExpiresAndIsSignedByItsClient() {
        String signed = ClientKeys.sign(KEY, requestObject().build());
        authlete.advance(Duration.ofMinutes(1));
        assertThat(authorize(signed).code()).isEqualTo("A006339");
        JWTClaimsSet fresh = requestObject().build();
        assertThat(authorize(ClientKeys.sign(ClientKeys.ec("client"), fresh)).code())
                .isEqualTo("A005328");
        assertThat(authorize(ClientKeys.sign(ClientKeys.ec("another"), fresh)).code())
                .isEqualTo("A005352");
        assertThat(authorize("nonsense").code()).isEqualTo("A005301");
    }

    @ParameterizedTest
    @CsvSource({
        "jwt, code, \\?response=([^&]+)$",
        "query.jwt, code, \\?response=([^&]+)$",
        "fragment.jwt, code, #response=([^&]+)$",
        "jwt, code id_token, #response=([^&]+)$",
        "form_post.jwt, code, name=\"response\" value=\"([^\"]+)\""
    })
    void answersCanBeJwts(String mode, String responseType, Pattern place) throws Exception {
        Result asked = authlete.authorize(client, "response_mode", mode, "response_type", responseType, "nonce", "n");
        Result issued = authlete.approve(asked.text("ticket"));

        assertThat(issued.action()).isEqualTo(mode.startsWith("form_post") ? "FORM" : "LOCATION");
        Matcher matcher = place.matcher(issued.text("responseContent"));
        assertThat(matcher.find()).isTrue();
        JWTClaimsSet claims = verified(matcher.group(1));
        assertThat(claims.getStringClaim("code")).isEqualTo(issued.text("authorizationCode"));
        assertThat(claims.getStringClaim("state")).isEqualTo("a-state");
    }

    @Test
    void errorsCanBeJwts() throws Exception {
        Result asked = authlete.authorize(client, "response_mode", "jwt");
        Result failed = authlete.call("auth-authorization-fail", "ticket", asked.text("ticket"), "reason", "DENIED");
        String response = failed.text("responseContent").replaceAll(".*response=", "");

        assertThat(verified(response).getStringClaim("error")).isEqualTo("access_denied");
        assertThat(authlete.authorize(authlete.client(), "response_mode", "jwt").code())
                .isEqualTo("A012305");
        assertThat(authlete.authorize(client, "response_mode", "query.jwt", "response_type", "code id_token")
                        .code())
                .isEqualTo("A012309");
    }

    private JWTClaimsSet verified(String jwt) throws Exception {
        String keys = authlete.read("service-jwks-get", Map.of()).json().toString();
        DefaultJWTProcessor<SecurityContext> verifier = new DefaultJWTProcessor<>();
        verifier.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, new ImmutableJWKSet<>(JWKSet.parse(keys))));
        verifier.setJWTClaimsSetVerifier((claims, context) -> {});
        JWTClaimsSet claims = verifier.process(jwt, null);
        assertThat(claims.getIssuer()).isEqualTo("http://localhost:8080");
        assertThat(claims.getAudience()).isEqualTo(List.of(Long.toString(client.id())));
        assertThat(claims.getExpirationTime()).isAfter(new Date(authlete.clock.millis()));
        return claims;
    }
}
