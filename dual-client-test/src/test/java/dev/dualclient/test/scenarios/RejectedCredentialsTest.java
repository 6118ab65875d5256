package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.operation.Side;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.slf4j.LoggerFactory;

/** A backend that does not accept what Dual Client itself authenticates with. */
@ThroughBothFronts
class RejectedCredentialsTest {

    private static final String WRONG = "a-wrong-access-token";

    @Parameter
    private Front front;

    @Test
    @DisplayName("D10: the primary rejects our access token: the secondary serves what it can, and that is told once")
    void theSecondaryServesWhatItCan(Emulators emulators) {
        TestClient client = emulators.client().atSecondary();
        Logger logger = (Logger) LoggerFactory.getLogger(GuardedBackend.class.getPackageName());
        Level level = logger.getLevel();
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        logger.setLevel(Level.WARN);
        logger.addAppender(said);
        try (DualAuthleteApi api = front.build(emulators.api().primary(primary -> primary.accessToken(WRONG)))) {
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
        } finally {
            logger.detachAppender(said);
            logger.setLevel(level);
        }
        assertThat(said.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("PRIMARY: rejects our API credentials (SERVICE); correct them in the configuration");
    }
}
