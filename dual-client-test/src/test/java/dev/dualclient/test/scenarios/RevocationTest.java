package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.RevocationResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may take a token away, what goes with it, and where. */
@ThroughBothFronts
class RevocationTest extends Scene {

    @ParameterizedTest
    @EnumSource(Stage.class)
    @Scenario("B30")
    void anAccessTokenDeletedByItsHashStaysDead(Stage stage) {
        Tokens dead = deletedByHash(stage, Tokens::access);
        assertThat(new OAuth(nodes.restart(stage)).introspect(dead.access()).isExistent())
                .isFalse();
        assertThat(replay.atPrimary().isActive(dead.access())).isFalse();
        Replay.refused(new OAuth(nodes.restart(stage)).refresh(client, dead.refresh()));
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    @Scenario("B30")
    void aRefreshTokenDeletedByItsHashStaysDead(Stage stage) {
        Tokens dead = deletedByHash(stage, Tokens::refresh);
        Replay.refused(new OAuth(nodes.restart(stage)).refresh(client, dead.refresh()));
        assertThat(replay.atPrimary().isActive(dead.access())).isFalse();
        assertThat(new OAuth(nodes.restart(stage)).introspect(dead.access()).isExistent())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    @Scenario("B30")
    void theRefreshTokenBesideADeletedAccessTokenBringsNothing(Stage stage) {
        Tokens dead = deletedByHash(stage, Tokens::access);
        DualAuthleteApi api = nodes.restart(stage);
        // By a hash nobody finds the other token of the row, so that it is dead is found out by the first claim of it.
        Replay.unavailable(() -> new OAuth(api).refresh(client, dead.refresh()));
        Replay.refused(new OAuth(api).refresh(client, dead.refresh()));
        assertThat(emulators.calls().of("auth-token")).hasToString("1/0"); // with a value that is nobody's
        assertThat(replay.linesBeside(List.of(dead))).isEmpty();
    }

    /** Returns tokens of which one was deleted by its hash, and whose row the migrator wrote to the primary later. */
    private Tokens deletedByHash(Stage stage, Function<Tokens, String> half) {
        Tokens tokens = replay.atSecondary().login(client);
        Snapshot snapshot = emulators.migrator().read();
        DualAuthleteApi api = nodes.start(stage);
        emulators.mark();
        // Nobody knows a token of that value, so both are asked before it is deleted at both; what shares its row is
        // unknown.
        Replay.unavailable(() -> api.tokenDelete(Opaque.hash(half.apply(tokens))));
        assertThat(emulators.calls().of("auth-token-delete")).hasToString("1/1");
        assertThat(emulators.calls()).hasToString("3/3");
        assertThat(replay.atSecondary().isActive(tokens.access())).isFalse();

        assertThat(emulators.migrator().write(snapshot)).isPositive();
        assertThat(replay.atPrimary().isActive(tokens.access()))
                .as("a late copy lives")
                .isTrue();
        return tokens;
    }

    @Test
    @Scenario("F9")
    void aRevocationInTheLastStageHoldsInEarlierOnes() {
        Tokens tokens = replay.migrated();
        DualAuthleteApi api = nodes.start(Stage.PRIMARY_ONLY);
        costs(
                "3/1",
                () -> assertThat(new OAuth(api).revoke(client, tokens.access()).getAction())
                        .isEqualTo(
                                RevocationResponse.Action.OK)); // introspection and token list, then revocation at both

        assertThat(replay.atPrimary().isActive(tokens.access())).isFalse();
        assertThat(replay.atSecondary().isActive(tokens.access())).isFalse();
        for (Stage stage : List.of(Stage.PRIMARY_FIRST, Stage.SECONDARY_FIRST)) {
            // Dead is dead: the primary says so, and the refusal of nobody's token is fetched in its words.
            replay.isRefused(nodes.restart(stage), tokens, "2/0", "1/0");
        }
    }

    @Test
    @Scenario("B6")
    void aRevocationThatTheSecondaryDoesNotHearIsToldLater() {
        Tokens tokens = replay.migrated();
        emulators.secondary().faults().refuseConnections();
        DualAuthleteApi api = nodes.start(Stage.PRIMARY_ONLY);
        assertThat(new OAuth(api).revoke(client, tokens.access()).getAction()).isEqualTo(RevocationResponse.Action.OK);
        assertThat(new OAuth(api).isActive(tokens.access())).isFalse();
        assertThat(api.dualClient().outbox().rows()).isNotEmpty();

        emulators.secondary().faults().clear();
        replay.isInactive(nodes.restart(Stage.SECONDARY_FIRST), tokens, "1/3"); // the secondary: owner, row and end
        assertThat(replay.atSecondary().isActive(tokens.access())).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    @Scenario("B25")
    void aStrangerTakesNothingAway(Stage stage) {
        Tokens tokens = replay.atSecondary().login(client);
        TestClient stranger = registered().atBoth();
        OAuth server = new OAuth(nodes.start(stage));
        emulators.mark();

        assertThat(server.revoke(stranger, tokens.access()).getAction())
                .isEqualTo(RevocationResponse.Action.BAD_REQUEST);
        assertThat(emulators.calls().of("auth-revocation")).hasToString("1/1");
        ownersTokensLive(tokens);
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    @Scenario("B25")
    void aStrangerTakesNothingAwayDuringAnOutage(Stage stage) {
        Tokens tokens = replay.atSecondary().login(client);
        TestClient stranger = registered().atBoth();
        emulators.secondary().faults().refuseConnections();
        OAuth server = new OAuth(nodes.start(stage));
        Replay.unavailable(() -> server.revoke(stranger, tokens.access()));

        emulators.secondary().faults().clear();
        ownersTokensLive(tokens);
    }

    private void ownersTokensLive(Tokens tokens) {
        assertThat(replay.atSecondary().isActive(tokens.access())).isTrue();
        for (Stage stage : List.of(Stage.PRIMARY_FIRST, Stage.SECONDARY_FIRST)) {
            replay.isActive(nodes.restart(stage), tokens);
        }
        DualAuthleteApi api = nodes.start();
        replay.isActive(api, replay.refreshed(api, tokens));
    }
}
