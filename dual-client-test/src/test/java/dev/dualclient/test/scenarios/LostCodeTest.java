package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.FaultSpec;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Codes live at one backend, so an answer that was lost at the other one says nothing about them. */
@ThroughBothFronts
class LostCodeTest extends Scene {

    private static final String TOKEN = "auth-token";

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
    @Scenario({"A8", "C3"})
    void aLostAnswerOfThePrimaryDoesNotPinACodeOfTheSecondary(Loss loss) {
        String code = replay.atSecondary().code(client);
        DualAuthleteApi hasty = nodes.start(api -> api.primary(
                backend -> backend.responseTimeout(loss == Loss.TIMED_OUT ? Duration.ofSeconds(1) : Patience.LONG)));
        loss.how.accept(emulators.primary().faults().on(TOKEN).times(1));
        costs("1/0", () -> Replay.unavailable(() -> new OAuth(hasty).redeem(client, code)));

        OAuth server = new OAuth(loss == Loss.TIMED_OUT ? nodes.start() : hasty);
        Tokens tokens =
                costs("1/1", () -> Replay.accepted(server.redeem(client, code))); // the primary does not know the code
        assertThat(server.isActive(tokens.access())).isTrue();

        costs("0/1", () -> Replay.refused(server.redeem(client, code))); // the secondary has redeemed it
        assertThat(server.isActive(tokens.access())).isFalse(); // RFC 6749 section 4.1.2
    }

    @Test
    @Scenario("C3")
    void aCodeOfTheSecondaryIsRedeemedOnce() {
        String code = replay.atSecondary().code(client);
        OAuth server = new OAuth(nodes.start());
        emulators.secondary().faults().on(TOKEN).times(1).afterProcessing().drop();
        Replay.unavailable(() -> server.redeem(client, code));
        assertThat(emulators.secondary().counters().processed(TOKEN)).isEqualTo(1);

        costs("1/1", () -> Replay.refused(server.redeem(client, code))); // neither knows it any more
    }

    @Test
    @Scenario("A6")
    void anInvalidRefreshTokenIsNoInvalidClient() {
        TestClient theirs = registered().atSecondary();
        OAuth server = new OAuth(nodes.start());
        emulators.mark();
        Replay.refused(server.refresh(theirs, "no-such-token"));
        // Neither holds the token, so the leader is sent it all the same, for it may repeat an answer. It does not know
        // the
        // client, so the refusal is the secondary's.
        assertThat(emulators.calls().of("auth-introspection-standard")).hasToString("1/1");
        assertThat(emulators.calls()).hasToString("3/2");
    }

    @Test
    @Scenario("A6")
    void anInvalidCodeIsNoInvalidClient() {
        TestClient theirs = registered().atSecondary();
        OAuth server = new OAuth(nodes.start());
        costs(
                "1/1",
                () -> Replay.refused(server.redeem(theirs, "no-such-code"))); // the primary does not know the client
    }
}
