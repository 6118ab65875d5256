package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.BackchannelAuthenticationIssueResponse;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.dto.TokenRevokeRequest;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.DiscardRefusedException;
import dev.dualclient.custody.Outbox;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.Fault;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The outbox: what an operator sees of it and can do about it, and in whose way it stands. */
@OnH2
class OutboxTest extends Scene {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void anOperatorSeesWhatIsOwed() {
        Outbox outbox = owedByTheSecondary(replay.migrated()).dualClient().outbox();
        nodes.pass(HOUR);
        assertThat(outbox.rows()).singleElement().satisfies(row -> {
            assertThat(row.side()).isEqualTo(Side.SECONDARY);
            assertThat(row.attempts()).isEqualTo(1);
            assertThat(row.failure()).isEqualTo("look up failed");
            assertThat(row.blocking()).isTrue();
            assertThat(row.due()).isAfter(row.made().plus(HOUR));
        });
    }

    @Test
    void anOperatorCanHaveItTriedAtOnce() {
        Tokens tokens = replay.migrated();
        Outbox outbox = owedByTheSecondary(tokens).dualClient().outbox();
        emulators.secondary().faults().clear();
        costs("0/0", () -> nodes.pass(Duration.ZERO));

        assertThat(outbox.retry("no-such-row")).isFalse();
        assertThat(outbox.retry(outbox.rows().get(0).id())).isTrue();
        nodes.pass(Duration.ZERO);
        assertThat(emulators.calls()).hasToString("0/3"); // whose it is, its row, its end
        assertThat(replay.atSecondary().isActive(tokens.access())).isFalse();
        assertThat(outbox.rows()).noneMatch(Outbox.Row::blocking);
    }

    @Test
    void aSlowPrimaryDoesNotKeepTheSecondaryWaiting() {
        Tokens tokens = replay.migrated();
        AtomicBoolean slow = new AtomicBoolean();
        DualAuthleteApi api = nodes.start(builder -> builder.attemptObserver(() -> (purpose, side, call) -> {
            if (slow.get() && side == Side.PRIMARY) {
                nodes.time().advance(HOUR);
            }
            return null;
        }));
        emulators.primary().faults().on("auth-revocation").answer(500);
        Fault ofSecondary = emulators.secondary().faults().on("auth-revocation").answer(500);
        Replay.unavailable(() -> server(api).revoke(client, tokens.access()));
        ofSecondary.release();
        slow.set(true);

        nodes.pass(HOUR);
        assertThat(api.dualClient().outbox().rows())
                .filteredOn(Outbox.Row::blocking)
                .extracting(Outbox.Row::side)
                .containsExactly(Side.PRIMARY);
    }

    @Test
    void anOperatorCanGiveItUp() {
        Tokens tokens = replay.migrated();
        Outbox outbox = owedByTheSecondary(tokens).dualClient().outbox();
        emulators.secondary().faults().clear();
        assertThat(outbox.discard("no-such-row", "a slip of the pen")).isFalse();
        assertThat(outbox.discard(outbox.rows().get(0).id(), "the row was deleted in the console"))
                .isTrue();
        assertThat(outbox.rows()).isEmpty();

        for (Stage stage : Stage.values()) {
            replay.isRefused(nodes.restart(stage), tokens, "2/0", "1/0");
        }
        assertThat(replay.atSecondary().isActive(tokens.access())).isTrue();
    }

    @Test
    @Scenario("E2")
    void aNodeWithoutASecondaryLeavesItsRowsToTheOthers() {
        DualAuthleteApi api = nodes.start(Stage.SECONDARY_FIRST);
        Fault down = emulators.secondary().faults().refuseConnections();
        api.updateClientLockFlag(String.valueOf(client.id()), true);
        DualAuthleteApi alone = nodes.startWithoutSecondary(Stage.PRIMARY_ONLY); // as its own settings say
        nodes.time().advance(HOUR);
        alone.dualClient().tick();
        assertThat(alone.dualClient().outbox().rows())
                .singleElement()
                .extracting(Outbox.Row::side)
                .isEqualTo(Side.SECONDARY);
        nodes.change(Stage.DRAIN); // for all
        nodes.time().advance(HOUR);
        alone.dualClient().tick();

        down.release();
        nodes.pass(HOUR);
        assertThat(alone.dualClient().outbox().rows()).isEmpty();
        assertThat(replay.atSecondary().clientCredentials(client).getAction()).isNotEqualTo(TokenResponse.Action.OK);
    }

    @Test
    @Scenario("E2")
    void onceAllNodesArePrimaryOnlyANodeWithoutASecondaryGivesItsRowsUp() {
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().refuseConnections();
        api.updateClientLockFlag(String.valueOf(client.id()), true);
        nodes.change(Stage.PRIMARY_ONLY);
        nodes.pass(HOUR);
        assertThat(api.dualClient().outbox().rows()).hasSize(1);

        try (Warnings warnings = Warnings.ofPackage(Outbox.class)) {
            DualAuthleteApi alone = nodes.startWithoutSecondary(Stage.PRIMARY_FIRST); // the stored stage counts
            nodes.time().advance(HOUR);
            alone.dualClient().tick();
            assertThat(alone.dualClient().outbox().rows()).isEmpty();
            assertThat(warnings.said())
                    .singleElement()
                    .satisfies(said -> assertThat(said)
                            .contains("was discarded: the stage is primary-only and the settings have no secondary")
                            .doesNotContain("by hand"));
        }
    }

    @Test
    @Scenario("B10")
    void aChangeOfAClientIsGivenUpOnlyByAnOperatorWhoConfirmsThat() {
        DualAuthleteApi api = nodes.start();
        Fault down = emulators.secondary().faults().refuseConnections();
        api.updateClientLockFlag(String.valueOf(client.id()), true);
        Outbox outbox = api.dualClient().outbox();
        Outbox.Row row = outbox.rows().get(0);
        assertThat(row.changesClient()).isTrue();

        assertThatThrownBy(() -> outbox.discard(row.id(), "the service at 2.3 was deleted"))
                .isInstanceOf(DiscardRefusedException.class)
                .hasMessageContaining("a locked client or its former secret works again there");
        down.release();
        assertThat(lockedOut(nodes.restart(Stage.SECONDARY_FIRST))).isTrue(); // for it is told before it is asked
        assertThat(lockedOut(emulators.secondaryApi())).isTrue();
    }

    @Test
    @Scenario("B10")
    void aChangeOfAClientThatIsGivenUpHoldsAtTheOtherBackendAlone() {
        DualAuthleteApi api = nodes.start();
        Fault down = emulators.secondary().faults().refuseConnections();
        api.updateClientLockFlag(String.valueOf(client.id()), true);
        Outbox outbox = api.dualClient().outbox();
        assertThat(outbox.discardChange(outbox.rows().get(0).id(), "made by hand"))
                .isTrue();
        down.release();
        assertThat(outbox.rows()).isEmpty();
        assertThat(lockedOut(nodes.restart(Stage.PRIMARY_FIRST))).isTrue();
        assertThat(lockedOut(emulators.secondaryApi())).isFalse();
    }

    private boolean lockedOut(AuthleteApi api) {
        return server(api).clientCredentials(client).getAction() != TokenResponse.Action.OK;
    }

    @Test
    void whatNamesNobodyWaitsForWhatIsOwedOfManyAndNotOfOneToken() {
        TestClient decoupled = registered().with(Decoupled::polls).atSecondary();
        DualAuthleteApi api = owedByTheSecondary(replay.migrated());
        emulators.secondary().faults().clear();
        emulators.secondary().faults().on("auth-token-revoke").answer(500);
        String other = new Decoupled(api).backchannel(decoupled).getTicket();
        assertThat(new Decoupled(api).issue(other).getAction())
                .as("of one token")
                .isEqualTo(BackchannelAuthenticationIssueResponse.Action.OK);

        Replay.unavailable(() -> api.tokenRevoke(new TokenRevokeRequest().setSubject("jane")));
        String ticket = new Decoupled(api).backchannel(decoupled).getTicket();
        emulators.mark();
        Replay.unavailable(() -> new Decoupled(api).issue(ticket));
        assertThat(emulators.calls().of("backchannel-authentication-issue")).hasToString("1/0");

        emulators.secondary().faults().clear();
        nodes.pass(HOUR.plusMinutes(1));
        assertThat(new Decoupled(api).issue(ticket).getAction())
                .isEqualTo(BackchannelAuthenticationIssueResponse.Action.OK);
    }

    /** Returns a node through which tokens were revoked while the secondary was down, and that tries again every hour. */
    private DualAuthleteApi owedByTheSecondary(Tokens tokens) {
        DualAuthleteApi api = nodes.start(
                node -> node.outbox(outbox -> outbox.withBackoff(HOUR).withMaxBackoff(HOUR)));
        emulators.secondary().faults().refuseConnections();
        replay.revoke(api, tokens.access(), "3/0");
        return api;
    }
}
