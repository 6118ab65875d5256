package dev.dualclient.test.emulator;

import static dev.dualclient.test.emulator.Authlete.form;
import static dev.dualclient.test.emulator.Authlete.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** The device flow (RFC 8628). */
class DeviceFlowTest {

    private static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code";

    private final Authlete authlete = new Authlete(AuthleteVersion.V2_3);
    private final Registered client = device(authlete);

    private static Registered device(Authlete authlete) {
        return authlete.client(
                "clientName", "A television", "grantTypes", new String[] {"DEVICE_CODE", "REFRESH_TOKEN"});
    }

    private static Result begin(Authlete authlete, Registered client, String... more) {
        ObjectNode body = json("clientId", Long.toString(client.id()), "clientSecret", client.secret());
        body.put("parameters", form("scope", "openid read") + (more.length == 0 ? "" : "&" + form(more)));
        return authlete.call("device-authorization", Map.of(), Map.of(), body);
    }

    private static Result poll(Authlete authlete, Registered client, Result begun) {
        return authlete.token(client, "grant_type", GRANT_TYPE, "device_code", begun.text("deviceCode"));
    }

    private static Result complete(Authlete authlete, Result begun, String result) {
        return authlete.call(
                "device-complete", "userCode", begun.text("userCode"), "result", result, "subject", "john");
    }

    @ParameterizedTest
    @EnumSource
    void anApprovedDeviceGetsTokens(AuthleteVersion version) {
        Authlete either = new Authlete(version);
        Registered television = device(either);
        Result begun = begin(either, television);
        assertThat(begun.action()).isEqualTo("OK");
        assertThat(begun.content().path("user_code").asString()).matches("[A-Z]{4}-[A-Z]{4}");
        assertThat(begun.content().path("interval").asLong()).isEqualTo(5);

        assertThat(poll(either, television, begun).verdict()).isEqualTo("BAD_REQUEST A242307 authorization_pending");
        assertThat(complete(either, begun, "AUTHORIZED").action()).isEqualTo("SUCCESS");
        either.advance(Duration.ofSeconds(5));
        Result tokens = poll(either, television, begun);

        assertThat(tokens.action()).isEqualTo("OK");
        assertThat(tokens.text("grantType")).isEqualTo("DEVICE_CODE");
        assertThat(tokens.text("idToken")).isNotEmpty();
        assertThat(either.introspect(tokens.text("accessToken"), "read").text("subject"))
                .isEqualTo("john");
        assertThat(either.refresh(television, tokens.text("refreshToken")).action())
                .isEqualTo("OK");
        assertThat(poll(either, television, begun).verdict()).isEqualTo("BAD_REQUEST A242304 invalid_grant");
    }

    @Test
    void whoPollsTooOftenIsSlowedDown() {
        Result begun = begin(authlete, client);
        poll(authlete, client, begun);
        authlete.advance(Duration.ofSeconds(4));
        assertThat(poll(authlete, client, begun).verdict()).isEqualTo("BAD_REQUEST A242307 slow_down");

        authlete.advance(Duration.ofSeconds(9));
        assertThat(poll(authlete, client, begun).verdict()).isEqualTo("BAD_REQUEST A242307 slow_down");
        authlete.advance(Duration.ofSeconds(15));
        assertThat(poll(authlete, client, begun).verdict()).isEqualTo("BAD_REQUEST A242307 authorization_pending");
    }

    @Test
    void aPersonMayTypeTheCodeInAnyForm() {
        Result begun = begin(authlete, client);
        String typed = begun.text("userCode").replace("-", " ").toLowerCase(Locale.ROOT);

        Result verified = authlete.call("device-verification", "userCode", typed);
        assertThat(verified.action()).isEqualTo("VALID");
        assertThat(verified.text("clientName")).isEqualTo("A television");
        assertThat(verified.json().path("scopes").findValuesAsString("name")).containsExactly("openid", "read");
        assertThat(authlete.call("device-verification", "userCode", "nobody's").action())
                .isEqualTo("NOT_EXIST");
    }

    @ParameterizedTest
    @CsvSource({"ACCESS_DENIED, access_denied", "TRANSACTION_FAILED, expired_token"})
    void whatTheUserDoesNotApproveFails(String result, String error) {
        Result begun = begin(authlete, client);
        complete(authlete, begun, result);

        assertThat(poll(authlete, client, begun).verdict()).isEqualTo("BAD_REQUEST A242001 " + error);
    }

    @Test
    void aUserCodeIsCompletedOnce() {
        Result begun = begin(authlete, client);
        complete(authlete, begun, "AUTHORIZED");

        Result again = complete(authlete, begun, "ACCESS_DENIED");
        assertThat(again.action() + " " + again.code()).isEqualTo("INVALID_REQUEST A239203");
        assertThat(poll(authlete, client, begun).action()).isEqualTo("OK");
        Result unknown = authlete.call("device-complete", "userCode", "XXXX-XXXX", "result", "AUTHORIZED");
        assertThat(unknown.action() + " " + unknown.code()).isEqualTo("USER_CODE_NOT_EXIST A227301");
    }

    @Test
    void codesExpire() {
        Result begun = begin(authlete, client);
        authlete.advance(Duration.ofMinutes(10));

        assertThat(authlete.call("device-verification", "userCode", begun.text("userCode"))
                        .action())
                .isEqualTo("EXPIRED");
        assertThat(complete(authlete, begun, "AUTHORIZED").action()).isEqualTo("USER_CODE_EXPIRED");
        assertThat(poll(authlete, client, begun).verdict()).isEqualTo("BAD_REQUEST A242306 expired_token");
    }

    @Test
    void aDeviceCodeBelongsToItsClient() {
        Result begun = begin(authlete, client);

        assertThat(poll(authlete, device(authlete), begun).verdict()).isEqualTo("BAD_REQUEST A242305 invalid_grant");
    }

    @Test
    void theClientMustUseTheFlowAndAuthenticate() {
        assertThat(begin(authlete, authlete.client()).verdict()).isEqualTo("BAD_REQUEST A166306 unauthorized_client");
        assertThat(begin(authlete, new Registered(client.id(), "wrong")).verdict())
                .isEqualTo("UNAUTHORIZED A157305 invalid_client");
        assertThat(begin(authlete, new Registered(1, "any")).verdict())
                .isEqualTo("UNAUTHORIZED A218305 invalid_client");
    }
}
