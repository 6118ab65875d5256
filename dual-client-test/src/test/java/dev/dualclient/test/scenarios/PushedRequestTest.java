package dev.dualclient.test.scenarios;

import static dev.dualclient.test.scenarios.OAuth.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.PushedAuthReqRequest;
import com.authlete.common.dto.PushedAuthReqResponse;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Authorization requests that their clients push beforehand (RFC 9126). */
@ThroughBothFronts
class PushedRequestTest extends Scene {

    private DualAuthleteApi api;

    @BeforeEach
    void setUp() {
        this.api = nodes.start();
    }

    private static PushedAuthReqResponse push(AuthleteApi to, TestClient client) {
        return to.pushAuthorizationRequest(new PushedAuthReqRequest()
                .setClientId(String.valueOf(client.id()))
                .setClientSecret(client.secret())
                .setParameters(form(
                        "response_type", "code",
                        "redirect_uri", client.redirectUri(),
                        "scope", "openid")));
    }

    private static AuthorizationResponse authorize(AuthleteApi at, TestClient client, PushedAuthReqResponse pushed) {
        return at.authorization(new AuthorizationRequest()
                .setParameters(form(
                        "client_id",
                        String.valueOf(client.id()),
                        "request_uri",
                        pushed.getRequestUri().toString())));
    }

    @Test
    @Scenario("A14")
    void aRequestOfTheSecondaryIsAuthorizedThere() {
        TestClient client = registered().atBoth();
        PushedAuthReqResponse pushed = push(emulators.secondaryApi(), client);
        emulators.mark();

        AuthorizationResponse authorization = authorize(api, client, pushed);

        assertThat(authorization.getAction()).isEqualTo(AuthorizationResponse.Action.INTERACTION);
        assertThat(emulators.calls()).hasToString("1/1");
        OAuth server = new OAuth(this.api);
        emulators.mark();
        String code = server.issue(authorization.getTicket()).getAuthorizationCode();
        assertThat(server.redeem(client, code).getAction()).isEqualTo(TokenResponse.Action.OK);
        assertThat(emulators.calls()).hasToString("0/2");
    }

    @Test
    @Scenario("A14")
    void aRequestThatWasPushedThroughUsGoesWhereItIs() {
        TestClient left = registered().atSecondary();
        emulators.mark();
        PushedAuthReqResponse pushed = push(api, left);
        assertThat(pushed.getAction()).isEqualTo(PushedAuthReqResponse.Action.CREATED);
        assertThat(emulators.calls()).hasToString("0/1");

        costs(
                "0/1",
                () -> assertThat(authorize(api, left, pushed).getAction())
                        .isEqualTo(AuthorizationResponse.Action.INTERACTION));

        emulators.mark();
        PushedAuthReqResponse ofPrimary = push(api, client);
        assertThat(authorize(api, client, ofPrimary).getAction()).isEqualTo(AuthorizationResponse.Action.INTERACTION);
        assertThat(emulators.calls()).hasToString("2/0");
    }

    @Test
    @Scenario("A14")
    void aPushedRequestIsUsedOnce() {
        TestClient client = registered().atBoth();
        PushedAuthReqResponse pushed = push(emulators.secondaryApi(), client);
        authorize(api, client, pushed);

        AuthorizationResponse again = authorize(api, client, pushed);

        assertThat(again.getAction()).isEqualTo(AuthorizationResponse.Action.BAD_REQUEST);
        assertThat(again.getResponseContent()).contains("invalid_request_uri");
    }

    @Test
    @Scenario("A14")
    void aPushedRequestIsSpentByALostAnswer() {
        PushedAuthReqResponse pushed = push(api, client);
        emulators.primary().faults().on("auth-authorization").afterProcessing().drop();
        emulators.mark();

        AuthleteApiException unavailable =
                catchThrowableOfType(AuthleteApiException.class, () -> authorize(api, client, pushed));

        assertThat(unavailable.getStatusCode()).isEqualTo(503);
        assertThat(emulators.calls()).hasToString("1/0");
    }
}
