package dev.dualclient.test.emulator;

import static dev.dualclient.test.emulator.Authlete.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.dualclient.test.ClientKeys;
import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.time.Duration;
import java.util.Date;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Client-initiated backchannel authentication (CIBA Core 1.0). */
class BackchannelTest {

    private final Authlete authlete = new Authlete(AuthleteVersion.V2_3);
    private final Registered client = client(authlete, "POLL");

    private static Registered client(Authlete authlete, String mode, Object... more) {
        return authlete.client(Stream.concat(
                        Stream.of(
                                "bcDeliveryMode",
                                mode,
                                "bcNotificationEndpoint",
                                "https://client.example/notify",
                                "grantTypes",
                                new String[] {"CIBA", "REFRESH_TOKEN"}),
                        Stream.of(more))
                .toArray());
    }

    private static Result ask(Authlete authlete, Registered client, String... parameters) {
        return authlete.call(
                "backchannel-authentication",
                "clientId",
                Long.toString(client.id()),
                "clientSecret",
                client.secret(),
                "parameters",
                form(parameters));
    }

    private static Result ask(Authlete authlete, Registered client) {
        return ask(
                authlete,
                client,
                "scope",
                "openid read",
                "login_hint",
                "john",
                "binding_message",
                "7",
                "client_notification_token",
                "a-notification-token");
    }

    private static Result issue(Authlete authlete, Result asked) {
        return authlete.call("backchannel-authentication-issue", "ticket", asked.text("ticket"));
    }

    private static Result complete(Authlete authlete, Result asked, String result) {
        return authlete.call(
                "backchannel-authentication-complete",
                "ticket",
                asked.text("ticket"),
                "result",
                result,
                "subject",
                "john");
    }

    private static Result poll(Authlete authlete, Registered client, Result issued) {
        return authlete.token(
                client, "grant_type", "urn:openid:params:grant-type:ciba", "auth_req_id", issued.text("authReqId"));
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatPollsGetsTokensOnce(AuthleteVersion version) {
        Authlete either = new Authlete(version);
        Registered polling = client(either, "POLL");
        Result asked = ask(either, polling);
        assertThat(asked.action()).isEqualTo("USER_IDENTIFICATION");
        assertThat(asked.text("hintType")).isEqualTo("LOGIN_HINT");
        assertThat(asked.text("hint")).isEqualTo("john");
        assertThat(asked.text("bindingMessage")).isEqualTo("7");
        Result issued = issue(either, asked);
        assertThat(issued.content().path("auth_req_id").asString()).isEqualTo(issued.text("authReqId"));

        assertThat(poll(either, polling, issued).verdict()).isEqualTo("BAD_REQUEST A200308 authorization_pending");
        assertThat(poll(either, polling, issued).verdict()).isEqualTo("BAD_REQUEST A200308 slow_down");
        assertThat(complete(either, asked, "AUTHORIZED").action()).isEqualTo("NO_ACTION");
        Result tokens = poll(either, polling, issued);

        assertThat(tokens.action()).isEqualTo("OK");
        assertThat(tokens.text("grantType")).isEqualTo("CIBA");
        assertThat(tokens.text("idToken")).isNotEmpty();
        assertThat(either.introspect(tokens.text("accessToken"), "read").text("subject"))
                .isEqualTo("john");
        assertThat(poll(either, polling, issued).verdict()).isEqualTo("BAD_REQUEST A200304 invalid_grant");
    }

    @Test
    void aClientThatIsPingedFetchesItsTokens() {
        Registered pinged = client(authlete, "PING");
        Result asked = ask(authlete, pinged);
        Result issued = issue(authlete, asked);
        Result completed = complete(authlete, asked, "AUTHORIZED");

        assertThat(completed.action()).isEqualTo("NOTIFICATION");
        assertThat(completed.text("clientNotificationEndpoint")).isEqualTo("https://client.example/notify");
        assertThat(completed.text("clientNotificationToken")).isEqualTo("a-notification-token");
        assertThat(completed.content().toString()).isEqualTo("{\"auth_req_id\":\"" + issued.text("authReqId") + "\"}");
        assertThat(poll(authlete, pinged, issued).action()).isEqualTo("OK");
    }

    @Test
    void aClientThatIsPushedToGetsItsTokensThere() throws Exception {
        Registered pushed = client(authlete, "PUSH");
        Result asked = ask(authlete, pushed);
        Result issued = issue(authlete, asked);
        Result completed = complete(authlete, asked, "AUTHORIZED");

        assertThat(completed.action()).isEqualTo("NOTIFICATION");
        assertThat(completed.content().path("access_token").asString()).isEqualTo(completed.text("accessToken"));
        assertThat(authlete.introspect(completed.text("accessToken")).action()).isEqualTo("OK");
        JWTClaimsSet idToken = SignedJWT.parse(completed.text("idToken")).getJWTClaimsSet();
        assertThat(idToken.getStringClaim("urn:openid:params:jwt:claim:auth_req_id"))
                .isEqualTo(issued.text("authReqId"));
        assertThat(idToken.getStringClaim("urn:openid:params:jwt:claim:rt_hash"))
                .isNotEmpty();
        assertThat(poll(authlete, pushed, issued).verdict()).isEqualTo("BAD_REQUEST A200306 unauthorized_client");
    }

    @Test
    void aRefusalIsPushedToo() {
        Result asked = ask(authlete, client(authlete, "PUSH"));
        issue(authlete, asked);

        assertThat(complete(authlete, asked, "ACCESS_DENIED").verdict())
                .isEqualTo("NOTIFICATION A198004 access_denied");
    }

    @ParameterizedTest
    @CsvSource({"ACCESS_DENIED, access_denied", "TRANSACTION_FAILED, expired_token"})
    void whatTheUserDoesNotApproveFails(String result, String error) {
        Result asked = ask(authlete, client);
        Result issued = issue(authlete, asked);
        complete(authlete, asked, result);

        assertThat(poll(authlete, client, issued).verdict()).isEqualTo("BAD_REQUEST A200001 " + error);
    }

    @Test
    void aTicketIsIssuedForAndCompletedOnce() {
        Result asked = ask(authlete, client);
        assertThat(complete(authlete, asked, "AUTHORIZED").code()).isEqualTo("A196204");
        issue(authlete, asked);
        assertThat(issue(authlete, asked).code()).isEqualTo("A181205");
        complete(authlete, asked, "AUTHORIZED");

        assertThat(complete(authlete, asked, "ACCESS_DENIED").code()).isEqualTo("A196203");
        assertThat(issue(authlete, asked).code()).isEqualTo("A181204");
        Result unknown = authlete.call("backchannel-authentication-complete", "ticket", "x", "result", "AUTHORIZED");
        assertThat(unknown.action() + " " + unknown.code()).isEqualTo("SERVER_ERROR A196201");
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_USER_ID, BAD_REQUEST, unknown_user_id",
        "ACCESS_DENIED, FORBIDDEN, access_denied",
        "SERVER_ERROR, INTERNAL_SERVER_ERROR, server_error"
    })
    void aRequestCanFailBeforeTheClientWaits(String reason, String action, String error) {
        Result asked = ask(authlete, client);
        Result failed =
                authlete.call("backchannel-authentication-fail", "ticket", asked.text("ticket"), "reason", reason);

        assertThat(failed.verdict()).isEqualTo(action + " A185001 " + error);
        assertThat(issue(authlete, asked).code()).isEqualTo("A181201");
    }

    @Test
    void anAuthReqIdExpiresAndBelongsToItsClient() {
        Result issued = issue(authlete, ask(authlete, client));
        assertThat(poll(authlete, client(authlete, "POLL"), issued).verdict())
                .isEqualTo("BAD_REQUEST A200305 invalid_grant");
        authlete.advance(Duration.ofMinutes(10));

        assertThat(poll(authlete, client, issued).verdict()).isEqualTo("BAD_REQUEST A200307 expired_token");
    }

    @Test
    void aRequestSaysWhoAndWhat() {
        assertThat(ask(authlete, client, "scope", "openid").verdict()).isEqualTo("BAD_REQUEST A174301 invalid_request");
        assertThat(ask(authlete, client, "scope", "openid", "login_hint", "a", "login_hint_token", "b")
                        .verdict())
                .isEqualTo("BAD_REQUEST A174302 invalid_request");
        assertThat(ask(authlete, client, "scope", "read", "login_hint", "john").verdict())
                .isEqualTo("BAD_REQUEST A176304 invalid_scope");
        assertThat(ask(authlete, client(authlete, "PING"), "scope", "openid", "login_hint", "john")
                        .verdict())
                .isEqualTo("BAD_REQUEST A166302 invalid_request");
        assertThat(ask(
                                authlete,
                                client(authlete, "POLL", "bcUserCodeRequired", true),
                                "scope",
                                "openid",
                                "login_hint",
                                "j")
                        .verdict())
                .isEqualTo("BAD_REQUEST A177301 missing_user_code");
        assertThat(ask(authlete, client, "scope", "openid", "login_hint", "john", "requested_expiry", "soon")
                        .code())
                .isEqualTo("A201301");
    }

    @Test
    void anIdTokenOfOursTellsWhoTheUserIs() {
        Registered both = authlete.client(
                "bcDeliveryMode", "POLL", "grantTypes", new String[] {"CIBA", "AUTHORIZATION_CODE", "REFRESH_TOKEN"});
        String idToken = authlete.tokens(both).text("idToken");

        assertThat(ask(authlete, both, "scope", "openid", "id_token_hint", idToken)
                        .text("sub"))
                .isEqualTo("john");
        assertThat(ask(authlete, client, "scope", "openid", "id_token_hint", idToken)
                        .code())
                .isEqualTo("A175308");
    }

    @Test
    void aSignedRequestIsAcceptedOnce() {
        JWK key = ClientKeys.ec("a-key");
        Registered signing = client(authlete, "POLL", "bcRequestSignAlg", "ES256", "jwks", ClientKeys.publicSet(key));
        Date now = new Date(authlete.clock.millis());
        String request = ClientKeys.sign(
                key,
                new JWTClaimsSet.Builder()
                        .issuer(Long.toString(signing.id()))
                        .audience("http://localhost:8080")
                        .issueTime(now)
                        .notBeforeTime(now)
                        .expirationTime(new Date(now.getTime() + 60_000))
                        .jwtID("once")
                        .claim("scope", "openid")
                        .claim("login_hint", "john")
                        .build());

        assertThat(ask(authlete, signing, "request", request).text("hint")).isEqualTo("john");
        assertThat(ask(authlete, signing, "request", request).code()).isEqualTo("A167325");
        assertThat(ask(authlete, signing, "request", request, "scope", "openid").code())
                .isEqualTo("A167301");
        String forged = request.substring(0, request.length() - 4) + "AAAA";
        assertThat(ask(authlete, signing, "request", forged).code()).isEqualTo("A167314");
    }
}
