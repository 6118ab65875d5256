package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.DeviceAuthorizationResponse;
import com.authlete.common.dto.DeviceCompleteResponse;
import com.authlete.common.dto.DeviceVerificationResponse;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.TestClientBuilder;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device that polls while its user decides elsewhere (RFC 8628). */
@ThroughBothFronts
class DeviceFlowTest extends Scene {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

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
    @Scenario("A10")
    void aDeviceOfTheSecondaryPollsThere() {
        DeviceAuthorizationResponse begun = secondary.device(client);
        emulators.mark();

        isPending(server.pollDevice(client, begun.getDeviceCode()));
        assertThat(emulators.calls()).hasToString("1/1");

        emulators.advance(INTERVAL);
        costs("0/1", () -> isPending(server.pollDevice(client, begun.getDeviceCode())));

        secondary.complete(begun.getUserCode());
        emulators.advance(INTERVAL);
        emulators.mark();
        TokenResponse tokens = server.pollDevice(client, begun.getDeviceCode());
        assertThat(tokens.getAction()).isEqualTo(TokenResponse.Action.OK);
        assertThat(emulators.calls()).hasToString("0/1");
        assertThat(new OAuth(emulators.secondaryApi()).isActive(tokens.getAccessToken()))
                .isTrue();
    }

    @Test
    @Scenario("A10")
    void aDeviceThatTheSecondaryAloneKnowsIsServedThere() {
        TestClient client = registered().with(Decoupled::polls).atSecondary();
        emulators.mark();
        DeviceAuthorizationResponse begun = server.device(client);
        assertThat(begun.getAction()).isEqualTo(DeviceAuthorizationResponse.Action.OK);
        assertThat(emulators.calls()).hasToString("0/1");

        emulators.mark();
        isPending(server.pollDevice(client, begun.getDeviceCode()));
        assertThat(server.complete(begun.getUserCode()).getAction()).isEqualTo(DeviceCompleteResponse.Action.SUCCESS);
        emulators.advance(INTERVAL);
        assertThat(server.pollDevice(client, begun.getDeviceCode()).getAction()).isEqualTo(TokenResponse.Action.OK);
        assertThat(emulators.calls()).hasToString("0/3");

        costs(
                "0/1",
                () -> assertThat(
                                server.pollDevice(client, begun.getDeviceCode()).getResponseContent())
                        .contains("invalid_grant"));
    }

    @Test
    @Scenario("A12")
    void aDeviceOfThePrimaryPollsThere() {
        DeviceAuthorizationResponse begun = server.device(client);
        emulators.mark();

        isPending(server.pollDevice(client, begun.getDeviceCode()));
        assertThat(emulators.calls()).hasToString("1/0");

        emulators.advance(INTERVAL);
        emulators.mark();
        assertThat(new Decoupled(emulators.primaryApi())
                        .complete(begun.getUserCode())
                        .getAction())
                .isEqualTo(DeviceCompleteResponse.Action.SUCCESS);
        assertThat(server.pollDevice(client, begun.getDeviceCode()).getAction()).isEqualTo(TokenResponse.Action.OK);
        assertThat(emulators.calls()).hasToString("2/0"); // ours, and the test's own
    }

    @Test
    @Scenario("A12")
    void aNodeThatRemembersNothingAsksThePrimary() {
        DeviceAuthorizationResponse begun = server.device(client);
        try (DualAuthleteApi other = front.build(emulators.api())) {
            costs("1/0", () -> isPending(new Decoupled(other).pollDevice(client, begun.getDeviceCode())));
        }
    }

    @Test
    @Scenario("A13")
    void aUserCodeOfTheSecondaryIsCompletedThere() {
        DeviceAuthorizationResponse begun = secondary.device(client);
        emulators.mark();

        DeviceVerificationResponse verified = server.verify(begun.getUserCode());
        assertThat(verified.getAction()).isEqualTo(DeviceVerificationResponse.Action.VALID);
        assertThat(verified.getClientId()).isEqualTo(client.id());
        assertThat(emulators.calls()).hasToString("1/1");

        costs(
                "0/1",
                () -> assertThat(server.complete(begun.getUserCode()).getAction())
                        .isEqualTo(DeviceCompleteResponse.Action.SUCCESS));
        assertThat(secondary.pollDevice(client, begun.getDeviceCode()).getAction())
                .isEqualTo(TokenResponse.Action.OK);
    }

    @Test
    @Scenario("A13")
    void aUserCodeThatNobodyHasVerifiedHereIsCompletedWhereItIs() {
        DeviceAuthorizationResponse begun = secondary.device(client);
        emulators.mark();

        assertThat(server.complete(begun.getUserCode()).getAction()).isEqualTo(DeviceCompleteResponse.Action.SUCCESS);
        assertThat(emulators.calls()).hasToString("1/1");

        costs(
                "0/1",
                () -> assertThat(server.complete(begun.getUserCode()).getResultCode())
                        .isEqualTo("A239203"));
    }

    @Test
    @Scenario("A13")
    void aUserCodeThatNobodyKnowsIsAMistake() {
        emulators.mark();

        assertThat(server.verify("XXXX-XXXX").getAction()).isEqualTo(DeviceVerificationResponse.Action.NOT_EXIST);
        assertThat(emulators.calls()).hasToString("1/1");
    }

    private static void isPending(TokenResponse response) {
        assertThat(response.getAction()).isEqualTo(TokenResponse.Action.BAD_REQUEST);
        assertThat(response.getResponseContent()).contains("\"authorization_pending\"");
    }
}
