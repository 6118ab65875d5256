package dev.dualclient.test.emulator;

import static dev.dualclient.test.emulator.Authlete.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.util.MultivaluedMapUtils;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class AuthorizationTest {

    private final Authlete authlete = new Authlete(AuthleteVersion.V3_0);

    @Test
    void anAuthorizationRequestWaitsForTheUsersDecision() {
        Registered client = authlete.client("clientName", "A client");
        Result result = authlete.authorize(client, "prompt", "login consent", "max_age", "60", "login_hint", "john");

        assertThat(result.action()).isEqualTo("INTERACTION");
        assertThat(result.code()).isEqualTo("A004001");
        assertThat(result.text("ticket")).hasSize(43).doesNotContain("~", ".");
        assertThat(result.json().at("/client/clientName").asString()).isEqualTo("A client");
        assertThat(result.json().at("/client/clientSecret").isMissingNode()).isTrue();
        assertThat(result.json().at("/scopes/1/name").asString()).isEqualTo("read");
        assertThat(result.text("lowestPrompt")).isEqualTo("LOGIN");
        assertThat(result.json().path("maxAge").asInt()).isEqualTo(60);
        assertThat(result.text("loginHint")).isEqualTo("john");
    }

    @Test
    void aSilentRequestWantsNoInteraction() {
        assertThat(authlete.authorize(authlete.client(), "prompt", "none").action())
                .isEqualTo("NO_INTERACTION");
    }

    @Test
    void theAnswerBringsCodeStateAndIssuer() {
        Result issued = authlete.approve(authlete.authorize(authlete.client()).text("ticket"));

        assertThat(issued.action()).isEqualTo("LOCATION");
        Map<String, String> answer = query(issued);
        assertThat(answer)
                .containsEntry("code", issued.text("authorizationCode"))
                .containsEntry("state", "a-state")
                .containsEntry("iss", "http://localhost:8080");
    }

    @Test
    void aHybridAnswerComesInTheFragment() {
        Registered client = authlete.client();
        Result asked = authlete.authorize(client, "response_type", "code id_token token", "nonce", "n");
        Result issued = authlete.approve(asked.text("ticket"));

        URI location = URI.create(issued.text("responseContent"));
        Map<String, String> answer =
                MultivaluedMapUtils.toSingleValuedMap(URLUtils.parseParameters(location.getRawFragment()));
        assertThat(answer).containsKeys("code", "id_token", "access_token", "expires_in", "token_type", "state");
        assertThat(authlete.introspect(answer.get("access_token")).action()).isEqualTo("OK");
    }

    @Test
    void aFormAnswerPostsItself() {
        Result asked = authlete.authorize(authlete.client(), "response_mode", "form_post", "state", "a\"b<c");
        Result issued = authlete.approve(asked.text("ticket"));

        assertThat(issued.action()).isEqualTo("FORM");
        assertThat(issued.text("responseContent"))
                .contains("action=\"" + Authlete.CALLBACK + "\"", "value=\"a&quot;b&lt;c\"")
                .contains(issued.text("authorizationCode"));
    }

    @Test
    void aTicketIsUsedOnce() {
        String ticket = authlete.authorize(authlete.client()).text("ticket");
        authlete.approve(ticket);

        assertThat(authlete.approve(ticket).verdict()).isEqualTo("BAD_REQUEST A041202 invalid_request");
        assertThat(authlete.call("auth-authorization-fail", "ticket", ticket, "reason", "DENIED")
                        .verdict())
                .isEqualTo("BAD_REQUEST A059202 invalid_request");
    }

    @Test
    void aTicketLivesADay() {
        String ticket = authlete.authorize(authlete.client()).text("ticket");
        authlete.advance(Duration.ofHours(24));

        assertThat(authlete.approve(ticket).verdict()).isEqualTo("BAD_REQUEST A041301 invalid_request");
    }

    @Test
    void aTicketWithoutASubjectIsNotSpent() {
        String ticket = authlete.authorize(authlete.client()).text("ticket");

        assertThat(authlete.call("auth-authorization-issue", "ticket", ticket).code())
                .isEqualTo("A042201");
        assertThat(authlete.approve(ticket).action()).isEqualTo("LOCATION");
    }

    @Test
    void aDenialGoesToTheClient() {
        String ticket = authlete.authorize(authlete.client()).text("ticket");
        Result failed = authlete.call("auth-authorization-fail", "ticket", ticket, "reason", "DENIED");

        assertThat(failed.action()).isEqualTo("LOCATION");
        assertThat(failed.code()).isEqualTo("A060306");
        assertThat(query(failed)).containsEntry("error", "access_denied").containsEntry("state", "a-state");
    }

    @Test
    void theUserMayGrantLessThanWasAsked() {
        Registered client = authlete.client();
        String ticket = authlete.authorize(client).text("ticket");
        Result issued = authlete.approve(ticket, "scopes", new String[] {"read"});
        Result tokens = authlete.redeem(client, issued.text("authorizationCode"));

        assertThat(tokens.content().path("scope").asString()).isEqualTo("read");
        assertThat(tokens.text("idToken")).isEmpty();
    }

    @Test
    void clientsThatMayNotBeUsedAreToldFromUnknownOnes() {
        Registered locked = authlete.client();
        authlete.call(
                "client-lock-flag-update",
                Map.of("clientIdentifier", Long.toString(locked.id())),
                Map.of(),
                Authlete.json("clientLocked", true));
        Registered deleted = authlete.client();
        authlete.read("client-delete", Map.of("clientId", Long.toString(deleted.id())));

        assertThat(authlete.authorize(new Registered(1, "")).verdict())
                .isEqualTo("BAD_REQUEST A010308 invalid_request");
        assertThat(authlete.authorize(locked).code()).isEqualTo("A010307");
        assertThat(authlete.authorize(deleted).code()).isEqualTo("A010306");
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example/, A011317",
        "not a uri, A011314",
        "/relative, A011315",
        "https://client.example/callback#part, A011316"
    })
    void anErrorAboutTheRedirectUriStaysWithTheUser(String redirectUri, String code) {
        assertThat(authlete.authorize(authlete.client(), "redirect_uri", redirectUri)
                        .verdict())
                .isEqualTo("BAD_REQUEST " + code + " invalid_request");
    }

    @Test
    void openIdNeedsTheRedirectUriToBeSaid() {
        String id = Long.toString(authlete.client().id());

        assertThat(authlete.call(
                                "auth-authorization",
                                "parameters",
                                form("response_type", "code", "client_id", id, "scope", "openid"))
                        .code())
                .isEqualTo("A011303");
        assertThat(authlete.call(
                                "auth-authorization",
                                "parameters",
                                form("response_type", "code", "client_id", id, "scope", "read"))
                        .action())
                .isEqualTo("INTERACTION");
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, nonsense, A009304, unsupported_response_type",
        "response_type, id_token token, A009305, unsupported_response_type",
        "response_type, code token, A009306, unauthorized_client",
        "response_type, code id_token, A014303, invalid_request",
        "response_mode, telepathy, A012303, invalid_request",
        "prompt, sometimes, A016303, invalid_request",
        "prompt, none login, A016304, invalid_request",
        "max_age, soon, A017303, invalid_request",
        "claims, [], A022303, invalid_request",
        "code_challenge, short, A124304, invalid_request"
    })
    void otherErrorsGoToTheClient(String parameter, String value, String code, String error) {
        authlete.call(
                "service-update",
                Map.of("service", "21653835348762"),
                Map.of(),
                withoutResponseType(authlete, "ID_TOKEN_TOKEN"));
        Result result = authlete.authorize(authlete.client(), parameter, value);

        assertThat(result.action()).isEqualTo("LOCATION");
        assertThat(result.code()).isEqualTo(code);
        assertThat(result.text("responseContent"))
                .startsWith(Authlete.CALLBACK)
                .contains("error=" + error, "state=a-state");
    }

    @Test
    void aChallengeCanBeDemanded() {
        Result result = authlete.authorize(authlete.client("pkceRequired", true));

        assertThat(result.code()).isEqualTo("A124301");
        assertThat(query(result)).containsEntry("error", "invalid_request");
    }

    @Test
    void scopesThatAClientMayNotHaveAreLeftOut() {
        Registered client = authlete.client();
        authlete.call(
                "client-requestable-scopes-update",
                Map.of("clientId", Long.toString(client.id())),
                Map.of(),
                Authlete.json("requestableScopes", new String[] {"openid"}));

        assertThat(authlete.authorize(client).json().path("scopes")).hasSize(1);
    }

    @Test
    void aClientMayCallItselfByItsAlias() {
        Registered client = authlete.client("clientIdAlias", "a-client", "clientIdAliasEnabled", true);
        Result result = authlete.authorize(client, "client_id", "a-client");

        assertThat(result.json().path("clientIdAliasUsed").asBoolean()).isTrue();
        String code = authlete.approve(result.text("ticket")).text("authorizationCode");
        Result tokens = authlete.call(
                "auth-token",
                "parameters",
                form("grant_type", "authorization_code", "code", code, "redirect_uri", Authlete.CALLBACK),
                "clientId",
                "a-client",
                "clientSecret",
                client.secret());
        assertThat(tokens.json().path("clientId").asLong()).isEqualTo(client.id());
        assertThat(authlete.introspect(tokens.text("accessToken"))
                        .json()
                        .path("clientIdAliasUsed")
                        .asBoolean())
                .isTrue();
    }

    private static JsonNode withoutResponseType(Authlete authlete, String name) {
        ObjectNode service = (ObjectNode) authlete.read("service-get", Map.of("service", "21653835348762"))
                .json();
        service.withArray("supportedResponseTypes").removeIf(type -> name.equals(type.asString()));
        return service;
    }

    private static Map<String, String> query(Result result) {
        URI location = URI.create(result.text("responseContent"));
        return MultivaluedMapUtils.toSingleValuedMap(URLUtils.parseParameters(location.getRawQuery()));
    }
}
