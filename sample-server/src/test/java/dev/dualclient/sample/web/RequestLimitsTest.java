package dev.dualclient.sample.web;

import static dev.dualclient.sample.backends.Caller.error;
import static dev.dualclient.sample.backends.Caller.form;
import static dev.dualclient.sample.backends.Caller.json;
import static dev.dualclient.sample.backends.CodeFlow.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.Client;
import com.authlete.common.types.JWSAlg;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.dualclient.sample.backends.CodeFlow;
import dev.dualclient.sample.backends.KnownTo;
import dev.dualclient.sample.backends.SampleOnEmulators;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import java.net.http.HttpResponse;
import java.util.Map;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters at the edge of what they may be. */
class RequestLimitsTest extends SampleOnEmulators {

    private static final ECKey CLIENT_KEY = key("client");
    private static final int NINE_KILOBYTES = 9 * 1024;

    @ParameterizedTest
    @Scenario("N55")
    @CsvSource({"/api/authorization, state", "/api/authorization, nonce", "/api/par, state", "/api/par, redirect_uri"})
    void whatCouldNotBeRepeatedIsRefusedBeforeACodeIsMade(String path, String name) throws Exception {
        TestClient client = KnownTo.PRIMARY.client(EMULATORS, change -> {});
        String request = CodeFlow.request(client, "openid") + "&" + name + "=" + "x".repeat(NINE_KILOBYTES);
        EMULATORS.mark();

        HttpResponse<String> refused =
                path.equals("/api/par") ? server.post(client, path, request) : server.post(path, request);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused)).isEqualTo("invalid_request");
        assertThat(refused.body()).contains("The parameter " + name + " has more than 4096 characters.");
        assertThat(EMULATORS.calls()).hasToString("0/0");
    }

    @Test
    @Scenario("N55")
    void whatIsAcceptedIsRepeated() throws Exception {
        TestClient client = KnownTo.PRIMARY.client(EMULATORS, change -> {});
        String state = "s".repeat(RequestParameters.LONGEST_REPEATED);
        String pushed = CodeFlow.request(client, "openid").replace("the+state", state);
        String uri = json(server.post(client, "/api/par", pushed))
                .path("request_uri")
                .asString();

        String location = codeFlow().consented(form("client_id", "" + client.id(), "request_uri", uri), "john");

        assertThat(parameter(location, "state")).isEqualTo(state);
        assertThat(codeFlow().redeem(client, parameter(location, "code")).has("access_token"))
                .isTrue();
    }

    @ParameterizedTest
    @Scenario("N56")
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void aMaximumAgeOfZeroAsksForANewLogin(KnownTo home) throws Exception {
        TestClient client = home.client(EMULATORS, change -> {});
        browser.openAs("john", "/device");
        String request = CodeFlow.request(client, "openid", "max_age", "0");
        String uri = json(server.post(client, "/api/par", request))
                .path("request_uri")
                .asString();

        assertThat(pathOf("/api/authorization?" + request)).isEqualTo("/login");
        assertThat(pathOf("/api/authorization?" + form("client_id", "" + client.id(), "request_uri", uri)))
                .as("pushed")
                .isEqualTo("/login");
        HtmlPage consent = browser.openAs("john", "/api/authorization?" + request);
        assertThat(consent.getUrl().getPath()).as("after the login").isEqualTo("/consent");
    }

    @ParameterizedTest
    @Scenario("N56")
    @ValueSource(ints = {0, 1})
    void aSignedRequestAsksForIt(int maxAge) throws Exception {
        TestClient client = KnownTo.PRIMARY.client(EMULATORS, RequestLimitsTest::signs);
        browser.openAs("john", "/device");
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer("" + client.id())
                .audience(ISSUER)
                .claim("max_age", maxAge);
        Map.of(
                        "response_type",
                        "code",
                        "client_id",
                        "" + client.id(),
                        "scope",
                        "openid",
                        "redirect_uri",
                        client.redirectUri())
                .forEach(claims::claim);
        SignedJWT object = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("client").build(), claims.build());
        object.sign(new ECDSASigner(CLIENT_KEY));

        assertThat(pathOf("/api/authorization?" + CodeFlow.request(client, "openid", "request", object.serialize())))
                .isEqualTo("/login");
    }

    @Test
    @Scenario("N56")
    void whatAClientIsRegisteredWithAsksForItToo() throws Exception {
        TestClient client = KnownTo.SECONDARY.client(EMULATORS, change -> change.setDefaultMaxAge(1));
        browser.openAs("john", "/device");

        assertThat(pathOf("/api/authorization?" + CodeFlow.request(client, "openid")))
                .isEqualTo("/login");
    }

    @Test
    @Scenario("N56")
    void withoutAPageItFails() throws Exception {
        TestClient client = KnownTo.PRIMARY.client(EMULATORS, change -> {});
        browser.openAs("john", "/device");

        String location = browser.openAndLeave(
                "/api/authorization?" + CodeFlow.request(client, "openid", "max_age", "0", "prompt", "none"));

        assertThat(parameter(location, "error")).isEqualTo("login_required");
    }

    private String pathOf(String path) throws Exception {
        return browser.open(path).getUrl().getPath();
    }

    private static void signs(Client client) {
        client.setRequestSignAlg(JWSAlg.ES256);
        client.setJwks(new JWKSet(CLIENT_KEY.toPublicJWK()).toString());
    }
}
