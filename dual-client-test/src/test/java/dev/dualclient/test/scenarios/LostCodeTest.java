package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.FaultSpec;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Codes live at one backend, so an answer that was lost at the other one says nothing about them. */
@ThroughBothFronts
class LostCodeTest {

    @Parameter
    private Front front;

    private static final String TOKEN = "auth-token";

    private Emulators emulators;
    private Nodes nodes;
    private TestClient client;
    private Replay replay;

    @BeforeEach
    void setUp(Emulators given) {
        emulators = given;
        nodes = new Nodes(given, front);
        client = given.client().atBoth();
        replay = new Replay(given, client);
    }

    @AfterEach
    void tearDown() {
        emulators.primary().faults().clear();
        nodes.close();
    }

    /** How the primary's answer got lost. */
    enum Loss {
        DROPPED(FaultSpec::drop),
        DROPPED_AFTER_PROCESSING(calls -> calls.afterProcessing().drop()),
        TIMED_OUT(FaultSpec::hang);

        private final Consumer<FaultSpec> how;

        Loss(Consumer<FaultSpec> how) {
            this.how = how;
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A8, C3: a code of the secondary whose redemption at the primary was lost is redeemable, once")
    void aLostAnswerOfThePrimaryDoesNotPinACodeOfTheSecondary(Loss loss) {
        String code = replay.atSecondary().code(client);
        DualAuthleteApi hasty = nodes.start(api -> api.primary(
                backend -> backend.responseTimeout(loss == Loss.TIMED_OUT ? Duration.ofSeconds(1) : Patience.LONG)));
        loss.how.accept(emulators.primary().faults().on(TOKEN).times(1));
        emulators.mark();
        Replay.unavailable(() -> new OAuth(hasty).redeem(client, code));
        assertThat(emulators.calls()).hasToString("1/0");

        OAuth server = new OAuth(loss == Loss.TIMED_OUT ? nodes.start() : hasty);
        emulators.mark();
        Tokens tokens = Replay.accepted(server.redeem(client, code));
        assertThat(emulators.calls()).hasToString("1/1"); // the primary does not know the code
        assertThat(server.isActive(tokens.access())).isTrue();

        emulators.mark();
        Replay.refused(server.redeem(client, code));
        assertThat(emulators.calls()).hasToString("0/1"); // the secondary has redeemed it
        assertThat(server.isActive(tokens.access())).isFalse(); // RFC 6749 section 4.1.2
    }

    @Test
    @DisplayName(
            "C3: a code whose redemption at the secondary was lost is redeemed once, and refused by both after that")
    void aCodeOfTheSecondaryIsRedeemedOnce() {
        String code = replay.atSecondary().code(client);
        OAuth server = new OAuth(nodes.start());
        emulators.secondary().faults().on(TOKEN).times(1).afterProcessing().drop();
        Replay.unavailable(() -> server.redeem(client, code));
        assertThat(emulators.secondary().counters().processed(TOKEN)).isEqualTo(1);

        emulators.mark();
        Replay.refused(server.redeem(client, code));
        assertThat(emulators.calls()).hasToString("1/1"); // neither knows it any more
    }

    @Test
    @DisplayName("A6: an invalid refresh token of a client that only the secondary knows is refused as a grant")
    void anInvalidRefreshTokenIsNoInvalidClient() {
        TestClient theirs = emulators.client().atSecondary();
        OAuth server = new OAuth(nodes.start());
        emulators.mark();
        Replay.refused(server.refresh(theirs, "no-such-token"));
        // Neither holds the token; the primary does not know the client, so the refusal is the secondary's.
        assertThat(emulators.calls().of("auth-introspection-standard")).hasToString("1/1");
        assertThat(emulators.calls()).hasToString("2/2");
    }

    @Test
    @DisplayName("A6: an invalid code of a client that only the secondary knows is refused as a grant")
    void anInvalidCodeIsNoInvalidClient() {
        TestClient theirs = emulators.client().atSecondary();
        OAuth server = new OAuth(nodes.start());
        emulators.mark();
        Replay.refused(server.redeem(theirs, "no-such-code"));
        assertThat(emulators.calls()).hasToString("1/1"); // the primary does not know the client
    }
}
