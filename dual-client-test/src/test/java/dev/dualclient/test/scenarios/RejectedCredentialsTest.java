package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import org.junit.jupiter.api.Test;

/** A backend that does not accept what Dual Client itself authenticates with. */
@ThroughBothFronts
class RejectedCredentialsTest extends Scene {

    private static final String WRONG = "a-wrong-access-token";

    @Test
    @Scenario("D10")
    void theSecondaryServesWhatItCan(Emulators emulators) {
        TestClient client = registered().atSecondary();
        try (Warnings warnings = Warnings.ofPackage(GuardedBackend.class);
                DualAuthleteApi api = front.build(emulators.api().primary(primary -> primary.accessToken(WRONG)))) {
            OAuth server = new OAuth(api);
            for (int i = 0; i < 5; i++) {
                Tokens tokens = server.login(client);
                assertThat(server.isActive(Replay.accepted(server.refresh(client, tokens.refresh()))
                                .access()))
                        .isTrue();
            }
            Replay.unavailable(() -> server.introspect("unknown to the secondary"));
            assertThat(api.dualClient().states().get(Side.PRIMARY).guard().rejectedCredentials())
                    .isNotEmpty();
            assertThat(api.dualClient().states().get(Side.SECONDARY).guard().rejectedCredentials())
                    .isEmpty();
            assertThat(warnings.said())
                    .containsExactly(
                            "PRIMARY: rejects our API credentials (SERVICE); correct them in the configuration");
        }
    }
}
