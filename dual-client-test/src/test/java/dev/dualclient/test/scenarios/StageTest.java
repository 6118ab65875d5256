package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.dto.AuthorizationIssueResponse;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.TokenResponse.Action;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Canary;
import dev.dualclient.migration.Stage;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What each stage does, for all and for single clients. */
@OnH2
class StageTest extends Scene {

    private final List<CallEvent> told = new CopyOnWriteArrayList<>();

    @Test
    @Scenario("F3")
    void aPrimaryThatAppearsRevivesNothing() {
        Tokens alive = replay.atSecondary().login(client);
        Tokens dead = replay.atSecondary().login(client);
        Snapshot copies = emulators.migrator().read();
        emulators.primary().faults().refuseConnections();
        DualAuthleteApi api = nodes.start(Stage.SECONDARY_FIRST);
        OAuth server = new OAuth(api);

        replay.isActive(api, alive);
        replay.isActive(api, replay.refreshed(api, server.login(client)));
        server.revoke(client, dead.access());
        replay.isDead(api, dead);

        emulators.primary().faults().clear();
        emulators.migrator().write(copies);
        replay.isActive(api, alive);
        replay.isDead(api, dead);
        nodes.pass(Duration.ofMinutes(2));
        assertThat(replay.atPrimary().isActive(dead.access())).isFalse();
        nodes.change(Stage.PRIMARY_FIRST);
        replay.isActive(api, alive);
        replay.isDead(api, dead);
    }

    @Test
    @Scenario("F5")
    void inDrainTheSecondaryServesWhatItHoldsAndNothingNew() {
        Tokens held = replay.atSecondary().login(client);
        Tokens revoked = replay.atSecondary().login(client);
        String begun = replay.atSecondary().code(client);
        TestClient foreign = registered().atSecondary();
        DualAuthleteApi api = nodes.start(Stage.DRAIN);
        OAuth server = new OAuth(api);

        emulators.mark();
        assertThat(server.authorize(client).getAction()).isEqualTo(AuthorizationResponse.Action.INTERACTION);
        assertThat(server.clientCredentials(client).getAction()).isEqualTo(Action.OK);
        assertThat(server.authorize(foreign).getAction()).isNotEqualTo(AuthorizationResponse.Action.INTERACTION);
        assertThat(emulators.calls()).hasToString("3/0");

        emulators.primary().faults().refuseConnections();
        emulators.mark();
        Replay.unavailable(() -> server.authorize(client));
        Replay.unavailable(() -> server.clientCredentials(client));
        Replay.unavailable(() -> server.password(client, "john", "john"));
        assertThat(emulators.calls().secondary()).isEmpty();

        assertThat(server.isActive(held.access())).isTrue();
        Tokens fresh = replay.refreshed(api, held);
        assertThat(server.redeem(client, begun).getAction()).isEqualTo(Action.OK);
        server.revoke(client, revoked.access());
        emulators.primary().faults().clear();
        nodes.pass(Duration.ofMinutes(1));
        replay.isActive(api, fresh);
        replay.isDead(api, revoked);
        replay.isDead(api, held);
    }

    @Test
    @Scenario("F7")
    void oneClientGoesAhead() {
        TestClient other = registered().atBoth();
        Tokens own = replay.migrated();
        Tokens others = new Replay(emulators, other).migrated();
        DualAuthleteApi api = nodes.start(builder -> builder.stage(Stage.SECONDARY_FIRST)
                .stages(policy -> policy.withClient(Long.toString(client.id()), Stage.PRIMARY_FIRST))
                .listener(told::add));
        OAuth server = new OAuth(api);

        emulators.mark();
        assertThat(server.isActive(server.login(client).access())).isTrue();
        assertThat(emulators.calls()).as("a login, and its token").hasToString("4/0");
        emulators.mark();
        assertThat(server.isActive(server.login(other).access())).isTrue();
        assertThat(emulators.calls()).as("a login of another client").hasToString("0/4");

        // Whose an old token is shows in the first answer about it.
        assertThat(server.isActive(own.access())).isTrue();
        assertThat(server.isActive(others.access())).isTrue();
        nodes.pass(Duration.ofMinutes(2));
        emulators.mark();
        assertThat(server.isActive(own.access())).isTrue();
        assertThat(emulators.calls()).as("an old token").hasToString("1/0");
        emulators.mark();
        assertThat(server.isActive(others.access())).isTrue();
        assertThat(emulators.calls()).as("another client's old token").hasToString("0/1");
    }

    @Test
    @Scenario("F7")
    void oneClientStaysBehind() {
        TestClient late = registered().atSecondary();
        Tokens own = replay.atSecondary().login(late);
        DualAuthleteApi api = nodes.start(builder -> builder.stage(Stage.PRIMARY_ONLY)
                .stages(policy -> policy.withClient(Long.toString(late.id()), Stage.PRIMARY_FIRST)));
        OAuth server = new OAuth(api);

        assertThat(server.isActive(own.access())).isTrue();
        Tokens fresh = server.login(late);
        assertThat(server.isActive(fresh.access())).isTrue();
        replay.isActive(api, new Replay(emulators, late).refreshed(api, fresh));
        Tokens others = server.login(client);
        emulators.mark();
        assertThat(server.isActive(others.access())).isTrue();
        assertThat(server.authorize(client).getTicket()).startsWith("~p.");
        assertThat(emulators.calls()).hasToString("2/0");
    }

    @Test
    @Scenario("F8")
    void aCanaryIsTheSameEverywhere() {
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            clients.add(registered().atBoth());
        }
        List<Stage> onOne = stagesOf(clients, canary());
        List<Stage> onAnother = stagesOf(clients, canary());
        nodes.restart(Stage.PRIMARY_FIRST);
        List<Stage> afterRestart = stagesOf(clients, canary());

        assertThat(onOne)
                .contains(Stage.SECONDARY_FIRST, Stage.PRIMARY_FIRST)
                .isEqualTo(onAnother)
                .isEqualTo(afterRestart);
    }

    private DualAuthleteApi canary() {
        return nodes.start(builder -> builder.stage(Stage.SECONDARY_FIRST)
                .stages(policy -> policy.withCanary(new Canary(Stage.PRIMARY_FIRST, 50)))
                .listener(told::add));
    }

    private List<Stage> stagesOf(List<TestClient> clients, DualAuthleteApi api) {
        told.clear();
        clients.forEach(each -> new OAuth(api).authorize(each));
        return told.stream().map(CallEvent::stage).toList();
    }

    @Test
    @Scenario("F10")
    void maintenanceIsAPause() {
        DualAuthleteApi api = nodes.start();
        OAuth server = new OAuth(api);
        Tokens tokens = server.login(client);
        Tokens revoked = server.login(client);
        String ticket = server.authorize(client).getTicket();
        String code = server.code(client);

        api.dualClient().stages().change(policy -> policy.withMaintenance(true), "the cutover");
        emulators.mark();
        Replay.unavailable(() -> server.authorize(client));
        Replay.unavailable(() -> server.issue(ticket));
        Replay.unavailable(() -> server.redeem(client, code));
        Replay.unavailable(() -> server.refresh(client, tokens.refresh()));
        assertThatThrownBy(() -> api.updateClient(api.getClient(client.id())))
                .hasMessageContaining(front == Front.FACADE ? "maintenance" : "503");
        assertThat(emulators.calls().without("client-get")).hasToString("0/0");
        assertThat(server.isActive(tokens.access())).isTrue();
        server.revoke(client, revoked.access());
        replay.isInactive(api, revoked, "1/0");

        api.dualClient().stages().change(policy -> policy.withMaintenance(false), "the cutover is done");
        assertThat(server.issue(ticket).getAction()).isEqualTo(AuthorizationIssueResponse.Action.LOCATION);
        assertThat(server.redeem(client, code).getAction()).isEqualTo(Action.OK);
        replay.isActive(api, replay.refreshed(api, tokens));
    }
}
