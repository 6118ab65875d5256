package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import dev.dualclient.test.ClientKeys;
import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens for other tokens, for assertions, and for sessions. */
class ExchangeTest {

    private static final String TYPE = "urn:ietf:params:oauth:token-type:";
    private static final String[] GRANT_TYPES = {"AUTHORIZATION_CODE", "REFRESH_TOKEN", "TOKEN_EXCHANGE", "JWT_BEARER"};

    private final Authlete authlete = new Authlete(AuthleteVersion.V3_0);
    private final Registered client = authlete.client("grantTypes", GRANT_TYPES);
    private final ECKey key = ClientKeys.ec("a-key");

    private static Result exchange(Authlete authlete, Registered client, String token, String type) {
        return authlete.token(
                client,
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                token,
                "subject_token_type",
                TYPE + type);
    }

    @ParameterizedTest
    @EnumSource
    void anExchangeIsValidatedAndATokenCreated(AuthleteVersion version) {
        Authlete either = new Authlete(version);
        Registered exchanging = either.client("grantTypes", GRANT_TYPES);
        Result tokens = either.tokens(exchanging);
        Result valid = exchange(either, exchanging, tokens.text("accessToken"), "access_token");

        assertThat(valid.action()).isEqualTo("TOKEN_EXCHANGE");
        assertThat(valid.json().at("/subjectTokenInfo/subject").asString()).isEqualTo("john");
        assertThat(exchange(either, exchanging, tokens.text("refreshToken"), "refresh_token")
                        .action())
                .isEqualTo("TOKEN_EXCHANGE");
        Result created = either.call(
                "auth-token-create", "grantType", "TOKEN_EXCHANGE", "clientId", exchanging.id(), "subject", "john");
        assertThat(either.introspect(created.text("accessToken")).text("grantType"))
                .isEqualTo("TOKEN_EXCHANGE");
    }

    @Test
    void whatDoesNotHoldIsNotExchanged() {
        Result tokens = authlete.tokens(client);

        assertThat(exchange(authlete, client, "nobody's", "access_token").verdict())
                .isEqualTo("BAD_REQUEST A902310 invalid_request");
        assertThat(exchange(authlete, client, "no JWT", "jwt").code()).isEqualTo("A902317");
        assertThat(exchange(authlete, client, "any", "unheard-of").code()).isEqualTo("A902302");
        assertThat(exchange(authlete, client, tokens.text("idToken"), "id_token")
                        .action())
                .isEqualTo("TOKEN_EXCHANGE");
        Authlete other = new Authlete(AuthleteVersion.V2_3);
        authlete.advance(Duration.ofMinutes(1)); // the other's clock began later, maybe in the next second
        assertThat(exchange(authlete, client, other.tokens(other.client()).text("idToken"), "id_token")
                        .code())
                .isEqualTo("A902314");
        authlete.advance(Duration.ofHours(2));
        assertThat(exchange(authlete, client, tokens.text("accessToken"), "access_token")
                        .code())
                .isEqualTo("A902311");
        Settings.set(authlete, "tokenExchangeByPermittedClientsOnly", true);
        assertThat(exchange(authlete, client, tokens.text("accessToken"), "access_token")
                        .code())
                .isEqualTo("A902309");
    }

    private JWTClaimsSet.Builder assertion() {
        return new JWTClaimsSet.Builder()
                .issuer("https://issuer.example")
                .subject("john")
                .audience("http://localhost:8080")
                .expirationTime(new Date(authlete.clock.millis() + 60_000));
    }

    private Result bear(JWTClaimsSet.Builder claims) {
        return authlete.token(
                client,
                "grant_type",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "assertion",
                ClientKeys.sign(key, claims.build()));
    }

    @Test
    void anAssertionWithAnIdIsAcceptedOnce() {
        assertThat(bear(assertion()).action()).isEqualTo("JWT_BEARER");
        assertThat(bear(assertion()).action()).isEqualTo("JWT_BEARER");
        assertThat(bear(assertion().jwtID("once")).action()).isEqualTo("JWT_BEARER");
        assertThat(bear(assertion().jwtID("once")).verdict()).isEqualTo("BAD_REQUEST A903309 invalid_grant");
    }

    @Test
    void anAssertionForOthersOrForAnotherTimeIsRefused() {
        assertThat(bear(assertion().audience("https://other.example")).code()).isEqualTo("A903307");
        assertThat(bear(assertion().subject(null)).code()).isEqualTo("A903306");
        assertThat(bear(assertion().expirationTime(null)).code()).isEqualTo("A903308");
        assertThat(bear(assertion().expirationTime(new Date(0))).code()).isEqualTo("A903308");
    }

    @ParameterizedTest
    @EnumSource
    void anIdTokenIsReissuedForTokensJustRefreshed(AuthleteVersion version) throws ParseException {
        Authlete either = new Authlete(version);
        Registered refreshing = either.client();
        Settings.set(either, "idTokenReissuable", true);
        Result tokens = either.refresh(refreshing, either.tokens(refreshing).text("refreshToken"));
        assertThat(tokens.action()).isEqualTo("ID_TOKEN_REISSUABLE");

        Result reissued = either.call(
                "idtoken-reissue",
                "accessToken",
                tokens.text("accessToken"),
                "refreshToken",
                tokens.text("refreshToken"),
                "claims",
                "{\"name\":\"John\"}");
        JWTClaimsSet claims =
                JWTParser.parse(reissued.content().path("id_token").asString()).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("john");
        assertThat(claims.getStringClaim("name")).isEqualTo("John");
        assertThat(reissued.content().path("access_token").asString()).isEqualTo(tokens.text("accessToken"));
    }

    @Test
    void anotherAppOfTheDeviceJoinsTheSessionAndAllLeaveIt() throws ParseException {
        String ticket = authlete.authorize(client, "scope", "openid device_sso").text("ticket");
        String code = authlete.approve(ticket, "sessionId", "s1").text("authorizationCode");
        Result first = authlete.redeem(client, code);
        assertThat(first.action()).isEqualTo("NATIVE_SSO");
        assertThat(first.text("sessionId")).isEqualTo("s1");
        Result sso = authlete.call("nativesso", "accessToken", first.text("accessToken"), "deviceSecret", "a-device");
        assertThat(JWTParser.parse(sso.text("idToken")).getJWTClaimsSet().getStringClaim("sid"))
                .isEqualTo("s1");

        Registered app = authlete.client("grantTypes", GRANT_TYPES);
        Result second = authlete.token(
                app,
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                sso.text("idToken"),
                "subject_token_type",
                TYPE + "id_token",
                "actor_token",
                "a-device",
                "actor_token_type",
                "urn:openid:params:token-type:device-secret");
        assertThat(second.action()).isEqualTo("NATIVE_SSO");
        assertThat(second.text("deviceSecretHash")).isNotEmpty();

        assertThat(authlete.call("nativesso-logout", "sessionId", "s1")
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(2);
        assertThat(authlete.active(second.text("accessToken"))).isFalse();
    }
}
