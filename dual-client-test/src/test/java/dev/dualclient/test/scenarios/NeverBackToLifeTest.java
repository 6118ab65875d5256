package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.TokenResponse;
import com.authlete.common.dto.TokenUpdateRequest;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.call.Outcome;
import dev.dualclient.migration.Stage;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was used up or replaced stays so: presented again at once, after a restart, and in every stage. */
@OnEveryStore
class NeverBackToLifeTest extends Scene {

    @Test
    @Scenario("B1")
    void whatThePrimaryReplacedIsNotRevivedByItsCopy() {
        Tokens old = replay.migrated();
        DualAuthleteApi api = nodes.start();
        Tokens fresh = replay.refreshed(api, old, "3/0"); // introspection and token list find the row, then the use

        replay.isRefused(api, old, "1/0", "1/0");
        for (Stage stage : Stage.values()) {
            replay.isRefused(nodes.restart(stage), old, "1/0", "1/0");
        }
        replay.isActive(nodes.start(), fresh);
        assertThat(replay.atSecondary().isActive(old.access()))
                .as("its copy lives on")
                .isTrue();
    }

    @Test
    @Scenario("B2")
    void whatTheSecondaryReplacedIsNotRevivedByTheCopyAtThePrimary() {
        Tokens old = replay.migrated();
        DualAuthleteApi api = nodes.start(Stage.SECONDARY_FIRST);
        replay.refreshed(api, old, "0/3"); // introspection, token list, use

        nodes.change(Stage.PRIMARY_FIRST);
        replay.isRefused(api, old, "0/1", "0/1");
        DualAuthleteApi restarted = nodes.restart(Stage.PRIMARY_FIRST);
        replay.isRefused(restarted, old, "0/1", "0/1");
        assertThat(replay.atPrimary().isActive(old.access()))
                .as("its copy lives on")
                .isTrue();
        // The secondary is not asked any more: the copy is deleted, and the use of nobody's token is refused.
        nodes.change(Stage.PRIMARY_ONLY);
        replay.isRefused(restarted, old, "2/0", "1/0");
        assertThat(replay.atPrimary().isActive(old.access())).isFalse();
    }

    @Test
    @Scenario("B3")
    void anOutageRevivesNothing() {
        Tokens old = replay.migrated();
        replay.refreshed(nodes.start(), old);
        emulators.primary().faults().refuseConnections();
        for (Stage stage : Stage.values()) {
            OAuth server = new OAuth(nodes.restart(stage));
            emulators.mark();
            Replay.unavailable(() -> server.refresh(client, old.refresh()));
            Replay.unavailable(() -> server.introspect(old.access()));
            assertThat(emulators.calls()).hasToString("0/0");
        }
        emulators.primary().faults().clear();
        replay.isRefused(nodes.restart(Stage.PRIMARY_FIRST), old, "1/0", "1/0");
    }

    @Test
    @Scenario("B9")
    void aCodeIsRedeemedOnce() {
        OAuth server = new OAuth(nodes.start());
        String code = server.code(client);
        Tokens tokens = Replay.accepted(server.redeem(client, code));

        costs("1/0", () -> Replay.refused(server.redeem(client, code)));
        emulators.mark();
        assertThat(server.isActive(tokens.access())).isFalse(); // RFC 6749 section 4.1.2
        Replay.refused(server.refresh(client, tokens.refresh()));
        assertThat(emulators.calls()).hasToString("2/0");
        for (Stage stage : Stage.values()) {
            OAuth restarted = new OAuth(nodes.restart(stage));
            costs("1/0", () -> Replay.refused(restarted.redeem(client, code)));
            assertThat(restarted.isActive(tokens.access())).isFalse();
        }
    }

    @Test
    @Scenario("B20")
    void aStepBackLosesNothing() {
        DualAuthleteApi api = nodes.start();
        Tokens first = new OAuth(api).login(client);
        String code = new OAuth(api).code(client);

        nodes.change(Stage.SECONDARY_FIRST);
        replay.isActive(api, first);
        Tokens second = replay.refreshed(api, first);
        replay.isActive(api, Replay.accepted(new OAuth(api).redeem(client, code)));

        DualAuthleteApi restarted = nodes.restart(Stage.SECONDARY_FIRST);
        replay.isActive(restarted, second);
        Tokens third = replay.refreshed(restarted, second);
        replay.isDead(restarted, second);
        replay.isActive(nodes.restart(Stage.PRIMARY_ONLY), third);
    }

    @Test
    @Scenario("B21")
    void aLostAnswerCountsAsDone() {
        Tokens old = replay.migrated();
        List<CallEvent> events = new CopyOnWriteArrayList<>();
        DualAuthleteApi api = nodes.start(builder -> builder.listener(events::add));
        emulators.primary().faults().on("auth-token").times(1).afterProcessing().drop();
        costs(
                "3/0",
                () -> Replay.unavailable(
                        () -> new OAuth(api).refresh(client, old.refresh()))); // introspection, token list, use
        assertThat(emulators.primary().counters().processed("auth-token")).isEqualTo(1);
        assertThat(events).extracting(CallEvent::outcome).containsExactly(Outcome.INDETERMINATE);

        replay.isRefused(api, old, "2/0", "1/0"); // look-up, use
        for (Stage stage : Stage.values()) {
            replay.isRefused(nodes.restart(stage), old, "2/0", "1/0");
        }
    }

    @Test
    @Scenario("B24")
    void aRefreshDuringAnOutageIsNotUndoneWhenThePrimaryIsBack() {
        Tokens old = replay.migrated();
        emulators.primary().faults().refuseConnections();
        DualAuthleteApi api = nodes.start();
        Tokens fresh = replay.refreshed(api, old, "0/3"); // introspection, token list, use
        emulators.primary().faults().clear();

        assertThat(replay.atPrimary().isActive(old.access()))
                .as("its copy lives on")
                .isTrue();
        replay.isRefused(api, old, "0/1", "0/1");
        for (Stage stage : List.of(Stage.SECONDARY_FIRST, Stage.PRIMARY_FIRST)) {
            DualAuthleteApi restarted = nodes.restart(stage);
            replay.isRefused(restarted, old, "0/1", "0/1");
            replay.isActive(restarted, fresh);
        }
        emulators.migrator().runOnce(); // brings the new row to the primary
        DualAuthleteApi last = nodes.restart(Stage.PRIMARY_ONLY);
        // There is no copy left to delete; the refusal is the primary's own, of a token that is nobody's.
        replay.isRefused(last, old, "2/0", "1/0");
        replay.isActive(last, fresh);
        Tokens next = replay.refreshed(last, fresh, restarted("3/0", "2/0"));
        replay.isRefused(last, fresh, "1/0", "1/0");
        replay.isActive(last, next);
    }

    @Test
    @Scenario("C8")
    void aWrongSecretIsTriedOnce() {
        OAuth server = new OAuth(nodes.start());
        assertThat(server.clientCredentials(client).getAction()).isEqualTo(TokenResponse.Action.OK);
        TestClient liar = new TestClient(client.id(), "wrong", client.redirectUri());
        costs(
                "1/0",
                () -> assertThat(server.clientCredentials(liar).getAction())
                        .isEqualTo(TokenResponse.Action.INVALID_CLIENT));
        for (Stage stage : List.of(Stage.PRIMARY_FIRST, Stage.PRIMARY_ONLY)) {
            OAuth restarted = new OAuth(nodes.restart(stage));
            costs(
                    "1/0",
                    () -> assertThat(restarted.clientCredentials(liar).getAction())
                            .isEqualTo(TokenResponse.Action.INVALID_CLIENT));
        }
    }

    /** What was done in the primary's own console after it was seen to know an access token. */
    enum InConsole {
        LOCKED,
        EXPIRED,
        REVOKED
    }

    @ParameterizedTest
    @EnumSource(InConsole.class)
    @Scenario("A4")
    void whatThePrimaryIsKnownToKnowAndRefusesIsNotRefreshedAtTheSecondary(InConsole done) {
        Tokens tokens = replay.migrated();
        DualAuthleteApi api = nodes.start();
        replay.isActive(api, tokens);
        switch (done) {
            case LOCKED -> emulators.primaryApi().updateClientLockFlag(String.valueOf(client.id()), true);
            case REVOKED -> emulators.primaryApi().tokenDelete(tokens.refreshHash());
            case EXPIRED -> {
                long soon = System.currentTimeMillis() + 1000;
                emulators
                        .primaryApi()
                        .tokenUpdate(new TokenUpdateRequest()
                                .setAccessToken(tokens.access())
                                .setAccessTokenExpiresAt(soon)
                                .setRefreshTokenExpiresAt(soon));
                emulators.advance(Duration.ofSeconds(5));
            }
        }
        assertThat(new OAuth(api).refresh(client, tokens.refresh()).getAction()).isNotEqualTo(TokenResponse.Action.OK);
        assertThat(replay.atSecondary().isActive(tokens.access())).isTrue();
    }

    @Test
    @Scenario("A4")
    void whileThePrimaryIsDownTheSecondaryRefreshesWhatThePrimaryIsKnownToKnow() {
        Tokens tokens = replay.migrated();
        DualAuthleteApi api = nodes.start();
        replay.isActive(api, tokens);
        emulators.primary().faults().refuseConnections();
        replay.isActive(api, replay.refreshed(api, tokens));
    }
}
