package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.api.AuthleteApiException;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.Outbox;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that ends within a revocation: what is written ahead of it is carried through by whoever comes after. */
@OnDurableStores
class CrashedKillTest extends Scene {

    private static final Duration HOLD = Duration.ofSeconds(11);

    /** How far a revocation has come at the backends when its process ends. */
    private enum Heard {
        BY_NOBODY,
        BY_PRIMARY,
        BY_SECONDARY,
        BY_BOTH
    }

    @ParameterizedTest
    @EnumSource(Heard.class)
    @Scenario("B17")
    void whatWasWrittenAheadIsCarriedThrough(Heard heard) {
        Tokens tokens = replay.migrated();
        revokedUntilTheCrash(client, tokens, heard);

        for (Stage stage : Stage.values()) { // as long as the dead process could still be at it, nobody is believed
            DualAuthleteApi restarted = nodes.restart(stage);
            emulators.mark();
            Replay.unavailable(() -> new OAuth(restarted).introspect(tokens.access()));
            Replay.unavailable(() -> new OAuth(restarted).refresh(client, tokens.refresh()));
            assertThat(emulators.calls()).hasToString("0/0");
        }
        DualAuthleteApi restarted = nodes.restart(Stage.PRIMARY_FIRST);
        nodes.pass(HOLD);
        assertThat(restarted.dualClient().outbox().rows()).noneMatch(Outbox.Row::blocking);
        assertThat(replay.atPrimary().isActive(tokens.access())).isFalse();
        assertThat(replay.atSecondary().isActive(tokens.access())).isFalse();
        for (Stage stage : Stage.values()) {
            replay.isDead(nodes.restart(stage), tokens);
        }
    }

    @Test
    @Scenario("B25")
    void whatAStrangerHadWrittenAheadIsTakenBack() {
        Tokens tokens = replay.migrated();
        TestClient stranger = registered().atBoth();
        revokedUntilTheCrash(stranger, tokens, Heard.BY_NOBODY);

        DualAuthleteApi restarted = nodes.restart(Stage.PRIMARY_FIRST);
        nodes.pass(HOLD);
        assertThat(restarted.dualClient().outbox().rows()).isEmpty();
        for (Stage stage : Stage.values()) {
            replay.isActive(nodes.restart(stage), tokens);
        }
        replay.refreshed(nodes.restart(Stage.PRIMARY_FIRST), tokens);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", ""})
    @Scenario("B25")
    void whatSomebodyHadWrittenAheadInTheOwnersNameIsTakenBack(String secret) {
        Tokens tokens = replay.migrated();
        TestClient unproven = new TestClient(client.id(), secret.isEmpty() ? null : secret, client.redirectUri());
        revokedUntilTheCrash(unproven, tokens, Heard.BY_NOBODY);

        DualAuthleteApi restarted = nodes.restart(Stage.PRIMARY_FIRST);
        nodes.pass(HOLD);
        assertThat(restarted.dualClient().outbox().rows()).isEmpty();
        for (Stage stage : Stage.values()) {
            replay.isActive(nodes.restart(stage), tokens);
        }
        replay.refreshed(nodes.restart(Stage.PRIMARY_FIRST), tokens);
    }

    @Test
    void whatWasNotWrittenAheadHasNotHappened() {
        Tokens tokens = replay.migrated();
        DualAuthleteApi api = nodes.start(node -> {}, store -> EndingStore.at(1, store));
        assertThatThrownBy(() -> new OAuth(api).revoke(client, tokens.access()))
                .isInstanceOfAny(EndingStore.End.class, AuthleteApiException.class);
        assertThat(emulators.calls().of("auth-revocation")).hasToString("0/0");
        replay.isActive(nodes.restart(Stage.PRIMARY_FIRST), tokens);
    }

    /** Revokes a token on a node that ends when it writes down what came of it. */
    private void revokedUntilTheCrash(TestClient by, Tokens tokens, Heard heard) {
        if (heard != Heard.BY_PRIMARY && heard != Heard.BY_BOTH) {
            emulators.primary().faults().on("auth-revocation").answer(500);
        }
        if (heard != Heard.BY_SECONDARY && heard != Heard.BY_BOTH) {
            emulators.secondary().faults().on("auth-revocation").answer(500);
        }
        DualAuthleteApi api = nodes.start(node -> {}, store -> EndingStore.at(2, store));
        assertThatThrownBy(() -> new OAuth(api).revoke(by, tokens.access()))
                .isInstanceOfAny(EndingStore.End.class, AuthleteApiException.class);
        emulators.primary().faults().clear();
        emulators.secondary().faults().clear();
    }
}
