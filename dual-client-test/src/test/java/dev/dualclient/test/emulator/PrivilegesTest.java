package dev.dualclient.test.emulator;

import static dev.dualclient.test.emulator.Authlete.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What tokens are good for besides scopes: resources (RFC 8707) and authorization details (RFC 9396). */
class PrivilegesTest {

    private static final String DETAILS =
            "[{\"type\":\"payment\",\"actions\":[\"pay\"],\"datatypes\":[\"euro\"],\"amount\":{\"value\":\"12\"}}]";

    private final Authlete authlete = new Authlete(AuthleteVersion.V2_3);
    private final Registered client = authlete.client("authorizationDetailsTypes", new String[] {"payment"});

    @BeforeEach
    void support() {
        Settings.set(authlete, "supportedAuthorizationDetailsTypes", new String[] {"payment", "account"});
    }

    @Test
    void authorizationDetailsTravelFromTheRequestToTheToken() {
        Result asked = authlete.authorize(client, "authorization_details", DETAILS);
        JsonNode shown = asked.json().at("/authorizationDetails/elements/0");
        assertThat(shown.path("type").asString()).isEqualTo("payment");
        assertThat(shown.path("dataTypes").toString()).isEqualTo("[\"euro\"]");
        assertThat(shown.path("otherFields").asString()).isEqualTo("{\"amount\":{\"value\":\"12\"}}");

        Result tokens =
                authlete.redeem(client, authlete.approve(asked.text("ticket")).text("authorizationCode"));

        assertThat(tokens.content().path("authorization_details")).isEqualTo(Authlete.MAPPER.readTree(DETAILS));
        String token = tokens.text("accessToken");
        assertThat(authlete.introspect(token).json().at("/authorizationDetails/elements/0"))
                .isEqualTo(shown);
        assertThat(standard(token).path("authorization_details")).isEqualTo(Authlete.MAPPER.readTree(DETAILS));
    }

    @Test
    void theUserMayGrantOtherDetails() {
        String ticket =
                authlete.authorize(client, "authorization_details", DETAILS).text("ticket");
        JsonNode granted = Authlete.MAPPER.readTree(
                "{\"elements\":[{\"type\":\"payment\",\"otherFields\":\"{\\\"amount\\\":5}\"}]}");

        Result tokens = authlete.redeem(
                client,
                authlete.approve(ticket, "authorizationDetails", granted).text("authorizationCode"));

        assertThat(tokens.content().path("authorization_details").toString())
                .isEqualTo("[{\"type\":\"payment\",\"amount\":5}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | A249304",
                "{} | A249305",
                "[{}] | A249301",
                "[1] | A249306",
                "[{\"type\":\"unheard-of\"}] | A249302",
                "[{\"type\":\"account\"}] | A249303"
            })
    void authorizationDetailsAreChecked(String details, String code) {
        assertThat(authlete.authorize(client, "authorization_details", details).code())
                .isEqualTo(code);
        assertThat(authlete.token(client, "grant_type", "client_credentials", "authorization_details", details)
                        .verdict())
                .isEqualTo("BAD_REQUEST " + code + " invalid_authorization_details");
    }

    @Test
    void aTokenIsForTheResourcesAskedForOrForFewer() {
        String ticket = authlete.call(
                        "auth-authorization",
                        "parameters",
                        form(
                                        "response_type",
                                        "code",
                                        "client_id",
                                        Long.toString(client.id()),
                                        "redirect_uri",
                                        Authlete.CALLBACK,
                                        "scope",
                                        "read")
                                + "&resource=https%3A%2F%2Fone.example&resource=https%3A%2F%2Ftwo.example")
                .text("ticket");
        String code = authlete.approve(ticket).text("authorizationCode");
        Result first = authlete.redeem(client, code, "resource", "https://one.example");

        JsonNode one = authlete.introspect(first.text("accessToken")).json();
        assertThat(one.path("resources").toString()).isEqualTo("[\"https://one.example\",\"https://two.example\"]");
        assertThat(one.path("accessTokenResources").toString()).isEqualTo("[\"https://one.example\"]");
        assertThat(standard(first.text("accessToken")).path("aud").toString()).isEqualTo("[\"https://one.example\"]");
        assertThat(authlete.refresh(client, first.text("refreshToken"), "resource", "https://three.example")
                        .verdict())
                .isEqualTo("BAD_REQUEST A251306 invalid_target");
        Result second = authlete.refresh(client, first.text("refreshToken"));
        assertThat(standard(second.text("accessToken")).path("aud").toString())
                .isEqualTo("[\"https://one.example\",\"https://two.example\"]");
    }

    @ParameterizedTest
    @CsvSource({"not-absolute, A251307", "https://x.example/#a, A251308", "':', A251306"})
    void aResourceIsAnAbsoluteUri(String resource, String code) {
        assertThat(authlete.token(client, "grant_type", "client_credentials", "resource", resource)
                        .verdict())
                .isEqualTo("BAD_REQUEST " + code + " invalid_target");
    }

    @Test
    void aTokenCanBeCreatedWithThem() {
        Result created = authlete.call(
                "auth-token-create",
                "grantType",
                "CLIENT_CREDENTIALS",
                "clientId",
                client.id(),
                "resources",
                new String[] {"https://one.example"},
                "authorizationDetails",
                Authlete.MAPPER.readTree("{\"elements\":[{\"type\":\"payment\"}]}"));

        JsonNode shown = standard(created.text("accessToken"));
        assertThat(shown.path("aud").toString()).isEqualTo("[\"https://one.example\"]");
        assertThat(shown.path("authorization_details").toString()).isEqualTo("[{\"type\":\"payment\"}]");
    }

    private JsonNode standard(String token) {
        return authlete.call("auth-introspection-standard", "parameters", form("token", token))
                .content();
    }
}
