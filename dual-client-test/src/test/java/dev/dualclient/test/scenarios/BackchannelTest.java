package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.BackchannelAuthenticationCompleteResponse;
import com.authlete.common.dto.BackchannelAuthenticationIssueResponse;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClientBuilder;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that waits while the authorization server asks its user (CIBA). */
@ThroughBothFronts
class BackchannelTest extends Scene {

    private Decoupled server;
    private Decoupled secondary;

    @Override
    TestClientBuilder describe(TestClientBuilder registered) {
        return registered.with(Decoupled::polls);
    }

    @BeforeEach
    void setUp() {
        server = new Decoupled(nodes.start());
        secondary = new Decoupled(emulators.secondaryApi());
    }

    @Test
    @Scenario("A11")
    void aRequestOfTheSecondaryIsPolledThere() {
        String ticket = secondary.backchannel(client).getTicket();
        String id = secondary.issue(ticket).getAuthReqId();
        emulators.mark();

        isPending(server.pollBackchannel(client, id));
        assertThat(emulators.calls()).hasToString("1/1");

        emulators.advance(Duration.ofSeconds(5));
        costs("0/1", () -> isPending(server.pollBackchannel(client, id)));

        secondary.completeBackchannel(ticket);
        costs(
                "0/1",
                () -> assertThat(server.pollBackchannel(client, id).getAction()).isEqualTo(TokenResponse.Action.OK));
    }

    @Test
    @Scenario("C7")
    void aCompletionReachesThePrimaryOnce() {
        String ticket = server.backchannel(client).getTicket();
        String id = server.issue(ticket).getAuthReqId();
        emulators.mark();

        assertThat(server.completeBackchannel(ticket).getAction())
                .isEqualTo(BackchannelAuthenticationCompleteResponse.Action.NO_ACTION);
        assertThat(emulators.calls()).hasToString("1/0");

        costs(
                "1/0",
                () -> assertThat(server.pollBackchannel(client, id).getAction()).isEqualTo(TokenResponse.Action.OK));
    }

    @Test
    @Scenario("C7")
    void aCompletionReachesTheSecondaryOnce() {
        String ticket = secondary.backchannel(client).getTicket();
        emulators.mark();

        assertThat(server.issue(ticket).getAction()).isEqualTo(BackchannelAuthenticationIssueResponse.Action.OK);
        assertThat(server.completeBackchannel(ticket).getAction())
                .isEqualTo(BackchannelAuthenticationCompleteResponse.Action.NO_ACTION);
        assertThat(emulators.calls()).hasToString("0/2");
    }

    @Test
    @Scenario("C7")
    void aFailedCompletionReachesTheCaller() {
        String ofPrimary = server.backchannel(client).getTicket();
        String ofSecondary = secondary.backchannel(client).getTicket();
        server.issue(ofPrimary);
        secondary.issue(ofSecondary);
        server.completeBackchannel(ofPrimary);
        secondary.completeBackchannel(ofSecondary);

        emulators.mark();
        BackchannelAuthenticationCompleteResponse first = server.completeBackchannel(ofPrimary);
        assertThat(first.getAction()).isEqualTo(BackchannelAuthenticationCompleteResponse.Action.SERVER_ERROR);
        assertThat(first.getResultCode()).isEqualTo("A196203");
        assertThat(emulators.calls()).hasToString("1/0");

        costs(
                "0/1",
                () -> assertThat(server.completeBackchannel(ofSecondary).getResultCode())
                        .isEqualTo("A196203"));
    }

    @Test
    @Scenario("C7")
    void aCompletionThatWasNotHeardCanBeMadeAgain() {
        String ticket = server.backchannel(client).getTicket();
        String id = server.issue(ticket).getAuthReqId();
        var outage = emulators.primary().faults().refuseConnections();
        emulators.mark();

        AuthleteApiException unavailable =
                catchThrowableOfType(AuthleteApiException.class, () -> server.completeBackchannel(ticket));
        assertThat(unavailable.getStatusCode()).isEqualTo(503);
        assertThat(emulators.calls()).hasToString("0/0");

        outage.release();
        assertThat(server.completeBackchannel(ticket).getAction())
                .isEqualTo(BackchannelAuthenticationCompleteResponse.Action.NO_ACTION);
        assertThat(server.pollBackchannel(client, id).getAction()).isEqualTo(TokenResponse.Action.OK);
    }

    private static void isPending(TokenResponse response) {
        assertThat(response.getAction()).isEqualTo(TokenResponse.Action.BAD_REQUEST);
        assertThat(response.getResponseContent()).contains("\"authorization_pending\"");
    }
}
