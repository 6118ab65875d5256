package dev.dualclient.test.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.test.DualClientExtension;
import dev.dualclient.test.emulator.AuthleteEmulatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The extension of the test kit, as its documentation shows it. */
class ExtensionExamplesTest {

    // example: extension
    @RegisterExtension
    static final DualClientExtension DUAL = DualClientExtension.builder()
            .emulators(AuthleteEmulatorBuilder::refreshTokenIdempotent)
            .api(api -> api.stage(Stage.SECONDARY_FIRST))
            .build();
    // end

    @Test
    void theSettingsOfTheExtensionHold(DualAuthleteApi api) {
        assertThat(api.dualClient().stage()).isEqualTo(Stage.SECONDARY_FIRST);
    }
}
