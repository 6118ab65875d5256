package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.backend.Outcome;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.routing.Stage;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What was used up or replaced stays so: presented again at once, after a restart, and in every stage. */
@DualClientTest
class NeverBackToLifeTest {

    private Emulators emulators;
    private Nodes nodes;
    private TestClient client;

    @BeforeEach
    void setUp(Emulators given) {
        emulators = given;
        nodes = new Nodes(given);
        client = given.client().atBoth();
    }

    @AfterEach
    void tearDown() {
        nodes.close();
    }

    @Test
    @DisplayName(
            "B1: a migrated refresh token that the primary replaced is refused, and so is the access token beside it")
    void whatThePrimaryReplacedIsNotRevivedByItsCopy() {
        Tokens old = migrated();
        OAuth server = new OAuth(nodes.start());
        emulators.mark();
        Tokens fresh = refreshed(server, old);
        assertThat(emulators.calls()).hasToString("3/0"); // introspection and token list find the row, then the use

        assertReplayed(server, old, "1/0", "1/0");
        for (Stage stage : Stage.values()) {
            assertReplayed(new OAuth(nodes.restart(stage)), old, "1/0", "1/0");
        }
        assertThat(new OAuth(nodes.start()).isActive(fresh.access())).isTrue();
        assertThat(secondary().isActive(old.access())).as("its copy lives on").isTrue();
    }

    @Test
    @DisplayName(
            "B2: a migrated refresh token that was used at the secondary goes there only, though the primary has it")
    void whatTheSecondaryReplacedIsNotRevivedByTheCopyAtThePrimary() {
        Tokens old = migrated();
        DualAuthleteApi api = nodes.start(Stage.SECONDARY_FIRST);
        emulators.mark();
        refreshed(new OAuth(api), old);
        assertThat(emulators.calls()).hasToString("0/3"); // introspection, token list, use

        api.dualClient().stage(Stage.PRIMARY_FIRST);
        assertReplayed(new OAuth(api), old, "0/1", "0/1");
        assertReplayed(new OAuth(nodes.restart(Stage.PRIMARY_FIRST)), old, "0/1", "0/1");
        assertThat(primary().isActive(old.access())).as("its copy lives on").isTrue();
        // The secondary is not asked any more: the copy is deleted, and the use of nobody's token is refused.
        assertReplayed(new OAuth(nodes.restart(Stage.PRIMARY_ONLY)), old, "2/0", "1/0");
        assertThat(primary().isActive(old.access())).isFalse();
    }

    @Test
    @DisplayName("B3: while the primary is down, what it replaced is unavailable, and the secondary is not asked")
    void anOutageRevivesNothing() {
        Tokens old = migrated();
        refreshed(new OAuth(nodes.start()), old);
        emulators.primary().faults().refuseConnections();
        for (Stage stage : Stage.values()) {
            OAuth server = new OAuth(nodes.restart(stage));
            emulators.mark();
            assertUnavailable(() -> server.refresh(client, old.refresh()));
            assertUnavailable(() -> server.introspect(old.access()));
            assertThat(emulators.calls()).hasToString("0/0");
        }
        emulators.primary().faults().clear();
        assertReplayed(new OAuth(nodes.restart(Stage.PRIMARY_FIRST)), old, "1/0", "1/0");
    }

    @Test
    @DisplayName("B9: a code redeemed at the primary is refused, and the first tokens stay revoked")
    void aCodeIsRedeemedOnce() {
        OAuth server = new OAuth(nodes.start());
        String code = server.code(client);
        Tokens tokens = Tokens.of(server.redeem(client, code));

        emulators.mark();
        assertRefused(server.redeem(client, code));
        assertThat(emulators.calls()).hasToString("1/0");
        emulators.mark();
        assertThat(server.isActive(tokens.access())).isFalse(); // RFC 6749 section 4.1.2
        assertRefused(server.refresh(client, tokens.refresh()));
        assertThat(emulators.calls()).hasToString("2/0");
        for (Stage stage : Stage.values()) {
            OAuth restarted = new OAuth(nodes.restart(stage));
            emulators.mark();
            assertRefused(restarted.redeem(client, code));
            assertThat(emulators.calls()).hasToString("1/0");
            assertThat(restarted.isActive(tokens.access())).isFalse();
        }
    }

    @Test
    @DisplayName(
            "B21: a refresh token whose use at the primary was not answered goes nowhere else, and the loss is told")
    void aLostAnswerCountsAsDone() {
        Tokens old = migrated();
        List<CallEvent> events = new CopyOnWriteArrayList<>();
        OAuth server = new OAuth(nodes.start(api -> api.listener(events::add)));
        emulators.primary().faults().on("auth-token").times(1).afterProcessing().drop();
        emulators.mark();
        assertUnavailable(() -> server.refresh(client, old.refresh()));
        assertThat(emulators.calls()).hasToString("3/0"); // introspection, token list, use
        assertThat(emulators.primary().counters().processed("auth-token")).isEqualTo(1);
        assertThat(events).extracting(CallEvent::outcome).containsExactly(Outcome.INDETERMINATE);

        assertReplayed(server, old, "1/0", "1/0");
        for (Stage stage : Stage.values()) {
            assertReplayed(new OAuth(nodes.restart(stage)), old, "1/0", "1/0");
        }
    }

    @Test
    @DisplayName("B24: what the secondary alone replaced is refused once the primary is back with its old copy")
    void aRefreshDuringAnOutageIsNotUndoneWhenThePrimaryIsBack() {
        Tokens old = migrated();
        emulators.primary().faults().refuseConnections();
        OAuth server = new OAuth(nodes.start());
        emulators.mark();
        Tokens fresh = refreshed(server, old);
        assertThat(emulators.calls()).hasToString("0/3"); // introspection, token list, use
        emulators.primary().faults().clear();

        assertThat(primary().isActive(old.access())).as("its copy lives on").isTrue();
        assertReplayed(server, old, "0/1", "0/1");
        for (Stage stage : List.of(Stage.SECONDARY_FIRST, Stage.PRIMARY_FIRST)) {
            OAuth restarted = new OAuth(nodes.restart(stage));
            assertReplayed(restarted, old, "0/1", "0/1");
            assertThat(restarted.isActive(fresh.access())).isTrue();
        }
        emulators.migrator().runOnce(); // brings the new row to the primary
        OAuth last = new OAuth(nodes.restart(Stage.PRIMARY_ONLY));
        assertReplayed(last, old, "2/0", "1/0"); // nothing left to delete, and a refusal in the primary's own words
        assertThat(last.isActive(fresh.access())).isTrue();
        Tokens next = refreshed(last, fresh);
        assertReplayed(last, fresh, "1/0", "1/0");
        assertThat(last.isActive(next.access())).isTrue();
    }

    /** Returns tokens of a login at the secondary that the migrator has copied. */
    private Tokens migrated() {
        Tokens tokens = secondary().login(client);
        assertThat(emulators.migrator().runOnce()).isEqualTo(1);
        return tokens;
    }

    private Tokens refreshed(OAuth server, Tokens old) {
        TokenResponse response = server.refresh(client, old.refresh());
        assertThat(response.getAction()).isEqualTo(TokenResponse.Action.OK);
        return Tokens.of(response);
    }

    /** Presents both tokens of a dead row again. */
    private void assertReplayed(OAuth server, Tokens dead, String callsOfRefresh, String callsOfIntrospection) {
        emulators.mark();
        assertRefused(server.refresh(client, dead.refresh()));
        assertThat(emulators.calls()).hasToString(callsOfRefresh);
        emulators.mark();
        assertThat(server.introspect(dead.access()).isExistent()).isFalse();
        assertThat(emulators.calls()).hasToString(callsOfIntrospection);
    }

    private static void assertRefused(TokenResponse response) {
        assertThat(response.getAction()).isEqualTo(TokenResponse.Action.BAD_REQUEST);
        assertThat(response.getResponseContent()).contains("invalid_grant");
    }

    private static void assertUnavailable(Runnable call) {
        AuthleteApiException thrown = catchThrowableOfType(AuthleteApiException.class, call::run);
        assertThat(thrown).isNotNull();
        assertThat(thrown.getStatusCode()).isEqualTo(503);
    }

    private OAuth primary() {
        return new OAuth(emulators.primaryApi());
    }

    private OAuth secondary() {
        return new OAuth(emulators.secondaryApi());
    }
}
