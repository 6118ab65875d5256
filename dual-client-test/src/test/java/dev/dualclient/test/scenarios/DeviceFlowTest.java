package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.DeviceAuthorizationResponse;
import com.authlete.common.dto.DeviceCompleteResponse;
import com.authlete.common.dto.DeviceVerificationResponse;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A device that polls while its user decides elsewhere (RFC 8628). */
@DualClientTest
class DeviceFlowTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private Emulators emulators;
    private Decoupled server;
    private Decoupled secondary;

    @BeforeEach
    void setUp(Emulators emulators, DualAuthleteApi api) {
        this.emulators = emulators;
        server = new Decoupled(api);
        secondary = new Decoupled(emulators.secondaryApi());
    }

    @Test
    @DisplayName("A10: a device whose code the secondary has issued polls there, and is told to wait")
    void aDeviceOfTheSecondaryPollsThere() {
        TestClient client = emulators.client().with(Decoupled::polls).atBoth();
        DeviceAuthorizationResponse begun = secondary.device(client);
        emulators.mark();

        isPending(server.pollDevice(client, begun.getDeviceCode()));
        assertThat(emulators.calls()).hasToString("1/1");

        emulators.advance(INTERVAL);
        emulators.mark();
        isPending(server.pollDevice(client, begun.getDeviceCode()));
        assertThat(emulators.calls()).hasToString("0/1");

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
    @DisplayName("A10: a device of a client that the secondary alone knows is served there from its first request")
    void aDeviceThatTheSecondaryAloneKnowsIsServedThere() {
        TestClient client = emulators.client().with(Decoupled::polls).atSecondary();
        emulators.mark();
        DeviceAuthorizationResponse begun = server.device(client);
        assertThat(begun.getAction()).isEqualTo(DeviceAuthorizationResponse.Action.OK);
        assertThat(emulators.calls()).hasToString("1/1");

        emulators.mark();
        isPending(server.pollDevice(client, begun.getDeviceCode()));
        assertThat(server.complete(begun.getUserCode()).getAction()).isEqualTo(DeviceCompleteResponse.Action.SUCCESS);
        emulators.advance(INTERVAL);
        assertThat(server.pollDevice(client, begun.getDeviceCode()).getAction()).isEqualTo(TokenResponse.Action.OK);
        assertThat(emulators.calls()).hasToString("0/3");

        emulators.mark();
        assertThat(server.pollDevice(client, begun.getDeviceCode()).getResponseContent())
                .contains("invalid_grant");
        assertThat(emulators.calls()).hasToString("0/1");
    }

    @Test
    @DisplayName("A12: a device whose code the primary has issued polls there, and nowhere else")
    void aDeviceOfThePrimaryPollsThere() {
        TestClient client = emulators.client().with(Decoupled::polls).atBoth();
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
    @DisplayName("A12: a node that remembers nothing asks the primary first, whose word to wait is enough")
    void aNodeThatRemembersNothingAsksThePrimary() {
        TestClient client = emulators.client().with(Decoupled::polls).atBoth();
        DeviceAuthorizationResponse begun = server.device(client);
        try (DualAuthleteApi other = emulators.api().build()) {
            emulators.mark();
            isPending(new Decoupled(other).pollDevice(client, begun.getDeviceCode()));
            assertThat(emulators.calls()).hasToString("1/0");
        }
    }

    @Test
    @DisplayName("A13: a user code of the secondary is verified and completed there")
    void aUserCodeOfTheSecondaryIsCompletedThere() {
        TestClient client = emulators.client().with(Decoupled::polls).atBoth();
        DeviceAuthorizationResponse begun = secondary.device(client);
        emulators.mark();

        DeviceVerificationResponse verified = server.verify(begun.getUserCode());
        assertThat(verified.getAction()).isEqualTo(DeviceVerificationResponse.Action.VALID);
        assertThat(verified.getClientId()).isEqualTo(client.id());
        assertThat(emulators.calls()).hasToString("1/1");

        emulators.mark();
        assertThat(server.complete(begun.getUserCode()).getAction()).isEqualTo(DeviceCompleteResponse.Action.SUCCESS);
        assertThat(emulators.calls()).hasToString("0/1");
        assertThat(secondary.pollDevice(client, begun.getDeviceCode()).getAction())
                .isEqualTo(TokenResponse.Action.OK);
    }

    @Test
    @DisplayName("A13: a user code of the secondary that nobody has verified here is completed there, too")
    void aUserCodeThatNobodyHasVerifiedHereIsCompletedWhereItIs() {
        TestClient client = emulators.client().with(Decoupled::polls).atBoth();
        DeviceAuthorizationResponse begun = secondary.device(client);
        emulators.mark();

        assertThat(server.complete(begun.getUserCode()).getAction()).isEqualTo(DeviceCompleteResponse.Action.SUCCESS);
        assertThat(emulators.calls()).hasToString("1/1");

        emulators.mark();
        assertThat(server.complete(begun.getUserCode()).getResultCode()).isEqualTo("A239203");
        assertThat(emulators.calls()).hasToString("0/1");
    }

    @Test
    @DisplayName("A13: a user code that nobody knows is a typing mistake, as the primary tells")
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
