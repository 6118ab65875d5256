package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.Client;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse.Action;
import com.authlete.common.dto.TokenRevokeRequest;
import com.authlete.common.dto.TokenUpdateRequest;
import com.authlete.common.dto.TokenUpdateResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodySettings;
import dev.dualclient.custody.Outbox;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.TestClientBuilder;
import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that is deleted, locked or changed while one backend is down, where a durable store keeps what it has not acknowledged. */
@OnH2
class ClientChangeTest extends Scene {

    private static final String ALIAS = "portal";
    private static final String LOCK = "client-lock-flag-update";
    private static final String REFRESH = "client-secret-refresh";

    @Override
    TestClientBuilder describe(TestClientBuilder registered) {
        return registered.with(changed -> changed.setClientIdAlias(ALIAS).setClientIdAliasEnabled(true));
    }

    @Test
    @Scenario("B10")
    void aDeletedClientStaysDeleted() {
        Tokens tokens = replay.migrated();
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().refuseConnections();
        api.deleteClient(client.id());
        assertThat(new OAuth(api).authorize(client).getAction()).isEqualTo(AuthorizationResponse.Action.BAD_REQUEST);
        emulators.secondary().faults().clear();
        assertThat(new OAuth(emulators.secondaryApi()).authorize(client).getAction())
                .as("the secondary knows nothing of it")
                .isEqualTo(AuthorizationResponse.Action.INTERACTION);

        isGone(nodes.restart(Stage.PRIMARY_FIRST), tokens);
        assertThat(emulators.secondaryApi().getClientList().getTotalCount()).isZero();
        for (Stage stage : Stage.values()) {
            isGone(nodes.restart(stage), tokens);
        }
    }

    @Test
    @Scenario("B10")
    void aTokenOfADeletedClientGetsNoNewValue() {
        Tokens tokens = replay.atSecondary().login(client);
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().refuseConnections();
        api.deleteClient(client.id());
        emulators.advance(Duration.ofHours(20)); // an expired token can be given a new value, too
        emulators.secondary().faults().clear();
        TokenUpdateRequest newValue =
                new TokenUpdateRequest().setAccessToken(tokens.access()).setAccessTokenValueUpdated(true);
        try {
            assertThat(api.tokenUpdate(newValue).getAction()).isNotEqualTo(TokenUpdateResponse.Action.OK);
        } catch (AuthleteApiException temporarily) {
            assertThat(temporarily.getStatusCode()).isEqualTo(503);
        }
    }

    private void isGone(DualAuthleteApi api, Tokens tokens) {
        assertThat(new OAuth(api).introspect(tokens.access()).isUsable()).isFalse();
        assertThat(new OAuth(api).authorize(client).getAction()).isEqualTo(AuthorizationResponse.Action.BAD_REQUEST);
        assertThat(new OAuth(api).refresh(client, tokens.refresh()).getAction()).isEqualTo(Action.INVALID_CLIENT);
        assertThat(authenticated(api, client)).isEqualTo(Action.INVALID_CLIENT);
    }

    @Test
    @Scenario("B10")
    void aLockedClientStaysLocked() {
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().refuseConnections();
        lock(api, true);
        isLockedOut(api);
        emulators.secondary().faults().clear();
        assertThat(isLocked(emulators.secondaryApi())).isFalse();

        isLockedOut(nodes.restart(Stage.SECONDARY_FIRST)); // which is told before it is asked
        assertThat(isLocked(emulators.secondaryApi())).isTrue();
        for (Stage stage : Stage.values()) {
            isLockedOut(nodes.restart(stage));
        }
    }

    @Test
    @Scenario("B10")
    void aClientThatIsLockedByAnotherSpellingOfItsNumberStaysLocked() {
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().refuseConnections();
        api.updateClientLockFlag("00" + client.id(), true);
        isLockedOut(api);
        emulators.secondary().faults().clear();
        isLockedOut(nodes.restart(Stage.SECONDARY_FIRST));
        assertThat(isLocked(emulators.secondaryApi())).isTrue();
    }

    @Test
    @Scenario("B10")
    void theTokensOfAClientThatIsNamedByAnotherSpellingOfItsNumberStayDead() {
        OAuth.Tokens tokens = replay.migrated();
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().refuseConnections();
        try {
            api.tokenRevoke(new TokenRevokeRequest().setClientIdentifier("000" + client.id()));
        } catch (AuthleteApiException later) { // the memory store does not outlive the process
            assertThat(later.getStatusCode()).isEqualTo(503);
        }
        emulators.secondary().faults().clear();
        replay.isDead(nodes.restart(Stage.SECONDARY_FIRST), tokens);
    }

    @Test
    @Scenario("B10")
    void aRemovedRedirectUriStaysRemoved() {
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().refuseConnections();
        Client changed = emulators.primaryApi().getClient(client.id());
        api.updateClient(changed.setRedirectUris(new String[] {"https://client.example.com/other"}));
        isRefused(api);
        emulators.secondary().faults().clear();

        isRefused(nodes.restart(Stage.SECONDARY_FIRST));
        assertThat(emulators.secondaryApi().getClient(client.id()).getRedirectUris())
                .containsExactly("https://client.example.com/other");
        for (Stage stage : Stage.values()) {
            isRefused(nodes.restart(stage));
        }
    }

    private void isRefused(DualAuthleteApi api) {
        assertThat(new OAuth(api).authorize(client).getAction()).isEqualTo(AuthorizationResponse.Action.BAD_REQUEST);
    }

    @Test
    @Scenario("B11")
    void aRefreshedSecretReachesTheSecondaryLater() {
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().refuseConnections();
        TestClient renewed = with(api.refreshClientSecret(client.id()).getNewClientSecret());
        assertThat(authenticated(api, renewed)).isEqualTo(Action.OK);
        assertThat(authenticated(api, client)).isEqualTo(Action.INVALID_CLIENT);
        emulators.secondary().faults().clear();

        nodes.pass(Duration.ofMinutes(1));
        for (AuthleteApi backend : List.of(emulators.primaryApi(), emulators.secondaryApi())) {
            holds(backend, renewed.secret(), client.secret());
        }
        for (Stage stage : Stage.values()) {
            holds(nodes.restart(stage), renewed.secret(), client.secret());
        }
    }

    @Test
    @Scenario("B12")
    void aSecretChangedInTheConsoleDoesNotLiveOnAtTheSecondary() {
        assertThat(authenticated(nodes.start(), client)).isEqualTo(Action.OK);
        emulators.primaryApi().updateClientSecret(client.id(), "changed-in-the-console-of-the-primary");
        for (Stage stage : List.of(Stage.PRIMARY_FIRST, Stage.PRIMARY_ONLY)) {
            DualAuthleteApi api = nodes.restart(stage);
            costs("1/0", () -> assertThat(authenticated(api, client)).isEqualTo(Action.INVALID_CLIENT));
        }
    }

    @Test
    @Scenario("B27")
    void theLastStateOfALockHolds() {
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().refuseConnections();
        lock(api, true);
        lock(api, false);
        emulators.secondary().faults().clear();
        DualAuthleteApi restarted = nodes.restart(Stage.PRIMARY_FIRST);
        nodes.pass(Duration.ofMinutes(1));
        nodes.pass(Duration.ofMinutes(1)); // the second waits for the first
        assertThat(restarted.dualClient().outbox().rows()).isEmpty();
        assertThat(emulators.secondary().counters().processed("client-lock-flag-update"))
                .isEqualTo(2);
        assertThat(isLocked(emulators.primaryApi())).isFalse();
        assertThat(isLocked(emulators.secondaryApi())).isFalse();
        for (Stage stage : Stage.values()) {
            assertThat(authenticated(nodes.restart(stage), client)).isEqualTo(Action.OK);
        }
    }

    @Test
    @Scenario("B27")
    void theLastSecretHolds() {
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().refuseConnections();
        api.updateClientSecret(client.id(), "second-secret-of-the-client");
        emulators.secondary().faults().clear();
        nodes.start().updateClientSecret(client.id(), "third-secret-of-the-client"); // delivers pending rows first
        nodes.pass(Duration.ofMinutes(1));
        for (AuthleteApi backend : List.of(emulators.primaryApi(), emulators.secondaryApi())) {
            holds(backend, "third-secret-of-the-client", "second-secret-of-the-client");
        }
        for (Stage stage : Stage.values()) {
            holds(nodes.restart(stage), "third-secret-of-the-client", "second-secret-of-the-client");
        }
    }

    @Test
    @Scenario("B27")
    void aLateLockDoesNotOutliveAnUnlock() {
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().on("client-lock-flag-update").times(1).drop();
        lock(api, true);
        lock(api, false);
        nodes.pass(Duration.ofSeconds(5));
        lock(emulators.secondaryApi(), true); // what it was at is done only now
        nodes.pass(Duration.ofSeconds(30));
        nodes.pass(Duration.ofMinutes(1));
        assertThat(isLocked(emulators.primaryApi())).isFalse();
        assertThat(isLocked(emulators.secondaryApi())).isFalse();
        assertThat(nodes.restart(Stage.SECONDARY_FIRST).dualClient().outbox().rows())
                .isEmpty();
    }

    @Test
    @Scenario("B27")
    void ofTwoLocksAtOnceBothBackendsGetTheSameWhileThePrimaryWasNeverReached() {
        DualAuthleteApi api = nodes.start(Stage.SECONDARY_FIRST);
        DualAuthleteApi other = nodes.start(Stage.SECONDARY_FIRST);
        Fault slow = emulators.secondary().faults().on(LOCK).hang();
        CompletableFuture<Void> locked = CompletableFuture.runAsync(() -> lock(api, true));
        reaches(emulators.secondary(), LOCK);

        Replay.unavailable(() -> lock(other, false));
        slow.release();
        locked.orTimeout(Patience.LONG.toSeconds(), TimeUnit.SECONDS).join();
        allIsDelivered(api);
        assertThat(isLocked(emulators.secondaryApi())).isTrue();
        assertThat(isLocked(emulators.primaryApi())).isTrue();
    }

    @Test
    @Scenario("B27")
    void aChangeThatTheSecondaryRefusesReachesNoPrimaryThatWasNeverReached() {
        DualAuthleteApi api = nodes.start(Stage.SECONDARY_FIRST);
        Fault absent = emulators.primary().faults().refuseConnections();
        String no = "{\"resultCode\":\"A093001\",\"resultMessage\":\"The client may not be locked.\"}";
        Map<String, String> json = Map.of("Content-Type", "application/json");
        emulators.secondary().faults().on(LOCK).times(1).answer(400, json, no);
        assertThatThrownBy(() -> lock(api, true)).isInstanceOf(AuthleteApiException.class);
        absent.release();
        allIsDelivered(api);
        assertThat(isLocked(emulators.secondaryApi())).isFalse();
        assertThat(isLocked(emulators.primaryApi())).isFalse();
    }

    @Test
    @Scenario("B27")
    void aSecretThatOneBackendHasMadeDuringAnotherChangeReachesBoth() {
        DualAuthleteApi api = nodes.start();
        Fault slowRefresh = emulators.primary().faults().on(REFRESH).hang();
        Fault slowLock = emulators.primary().faults().on(LOCK).hang();
        CompletableFuture<String> refresh = CompletableFuture.supplyAsync(
                () -> api.refreshClientSecret(client.id()).getNewClientSecret());
        reaches(emulators.primary(), REFRESH);
        CompletableFuture<Void> locked = CompletableFuture.runAsync(() -> lock(api, true));
        reaches(emulators.primary(), LOCK);

        slowRefresh.release();
        String made =
                refresh.orTimeout(Patience.LONG.toSeconds(), TimeUnit.SECONDS).join();
        slowLock.release();
        locked.orTimeout(Patience.LONG.toSeconds(), TimeUnit.SECONDS).join();
        allIsDelivered(api);
        for (AuthleteApi backend : List.of(emulators.primaryApi(), emulators.secondaryApi())) {
            assertThat(backend.getClient(client.id()).getClientSecret()).isEqualTo(made);
        }
        assertThat(isLocked(emulators.primaryApi())).isTrue();
        assertThat(isLocked(emulators.secondaryApi())).isTrue();
    }

    private static void reaches(AuthleteEmulator backend, String operation) {
        Awaitility.await().atMost(Patience.LONG).until(() -> backend.counters().received(operation) == 1);
    }

    private void allIsDelivered(DualAuthleteApi api) {
        nodes.pass(Duration.ofMinutes(1));
        nodes.pass(Duration.ofMinutes(1));
        assertThat(api.dualClient().outbox().rows()).isEmpty();
    }

    @Test
    void aChangeSucceedsOnceThePrimaryHasMadeIt() {
        DualAuthleteApi api = nodes.start();
        emulators.primary().faults().refuseConnections();
        Replay.unavailable(() -> api.updateClientSecret(client.id(), "second-secret-of-the-client"));
        emulators.primary().faults().clear();
        nodes.pass(Duration.ofMinutes(1));
        for (AuthleteApi backend : List.of(emulators.primaryApi(), emulators.secondaryApi())) {
            holds(backend, "second-secret-of-the-client", client.secret());
        }
    }

    @Test
    @Scenario("B31")
    void anAliasOutlivesTheClientThatHadIt() {
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().refuseConnections();
        api.deleteClient(ALIAS);
        emulators.secondary().faults().clear();
        nodes.pass(Duration.ofMinutes(1));
        TestClient heir = describe(registered()).atBoth();
        for (Stage stage : Stage.values()) {
            DualAuthleteApi restarted = nodes.restart(stage);
            assertThat(restarted
                            .token(new TokenRequest()
                                    .setClientId(ALIAS)
                                    .setClientSecret(heir.secret())
                                    .setParameters("grant_type=client_credentials"))
                            .getAction())
                    .isEqualTo(Action.OK);
            assertThat(restarted.getClient(ALIAS).getClientId()).isEqualTo(heir.id());
        }
        nodes.pass(CustodySettings.defaults().migratorLag().plusMinutes(1)); // the primary is told once more
        assertThat(nodes.restart(Stage.PRIMARY_FIRST).dualClient().outbox().rows())
                .noneMatch(Outbox.Row::blocking);
        assertThat(emulators.primaryApi().getClient(heir.id()).getClientId()).isEqualTo(heir.id());
        assertThat(emulators.secondaryApi().getClient(heir.id()).getClientId()).isEqualTo(heir.id());
    }

    @Test
    @Scenario("N21")
    void aClockThatIsBehindReordersNothing() {
        DualAuthleteApi api = nodes.start();
        DualAuthleteApi behind = nodes.start(node -> node.time(new Time() {
            @Override
            public Instant now() {
                return nodes.time().now().minusSeconds(2);
            }

            @Override
            public long nanoTime() {
                return nodes.time().nanoTime();
            }
        }));
        lock(api, true);
        emulators.secondary().faults().refuseConnections();
        lock(api, false);
        lock(behind, true);
        emulators.secondary().faults().clear();
        nodes.pass(Duration.ofMinutes(1));
        nodes.pass(Duration.ofMinutes(1)); // the second waits for the first
        assertThat(api.dualClient().outbox().rows()).isEmpty();
        assertThat(isLocked(emulators.primaryApi())).isTrue();
        assertThat(isLocked(emulators.secondaryApi())).isTrue();
    }

    @Test
    @Scenario("N26")
    void theNumberOfADeletedClientCanBeTheAliasOfAnother() {
        Tokens dead = replay.migrated();
        DualAuthleteApi api = nodes.start();
        api.deleteClient(client.id());
        TestClient heir = emulators
                .client()
                .with(aliased ->
                        aliased.setClientIdAlias(String.valueOf(client.id())).setClientIdAliasEnabled(true))
                .atBoth();
        for (Stage stage : Stage.values()) {
            DualAuthleteApi restarted = nodes.restart(stage);
            assertThat(authenticated(restarted, heir)).isEqualTo(Action.OK);
            Tokens tokens = new OAuth(restarted).login(heir);
            replay.isActive(restarted, tokens);
            replay.isActive(restarted, replay(heir).refreshed(restarted, tokens));
            assertThat(new OAuth(restarted).isActive(dead.access())).isFalse();
        }
        assertThat(emulators.primaryApi().getClient(heir.id()).getClientId()).isEqualTo(heir.id());
        assertThat(emulators.secondaryApi().getClient(heir.id()).getClientId()).isEqualTo(heir.id());
    }

    private Replay replay(TestClient other) {
        return new Replay(emulators, other);
    }

    private void lock(AuthleteApi api, boolean locked) {
        api.updateClientLockFlag(String.valueOf(client.id()), locked);
    }

    private boolean isLocked(AuthleteApi backend) {
        return authenticated(backend, client) != Action.OK;
    }

    private void isLockedOut(DualAuthleteApi api) {
        assertThat(authenticated(api, client)).isNotEqualTo(Action.OK);
        assertThat(new OAuth(api).authorize(client).getAction()).isEqualTo(AuthorizationResponse.Action.BAD_REQUEST);
    }

    private TestClient with(String secret) {
        return new TestClient(client.id(), secret, client.redirectUri());
    }

    private void holds(AuthleteApi api, String secret, String dead) {
        assertThat(authenticated(api, with(secret))).isEqualTo(Action.OK);
        assertThat(authenticated(api, with(dead))).isEqualTo(Action.INVALID_CLIENT);
    }

    private static Action authenticated(AuthleteApi backend, TestClient client) {
        return new OAuth(backend).clientCredentials(client).getAction();
    }

    /** How a backend says no to a change that the other one has made. */
    @ParameterizedTest
    @ValueSource(ints = {400, 429})
    @Scenario("B10")
    void whatThePrimaryHasMadeIsMadeAtTheSecondaryTooThoughThatSaidNoAtFirst(int status) {
        DualAuthleteApi api = nodes.start();
        for (String operation : List.of("client-lock-flag-update", "client-secret-update", "client-delete")) {
            emulators
                    .secondary()
                    .faults()
                    .on(operation)
                    .times(1)
                    .answer(status, Map.of(), "{\"resultCode\":\"A999201\"}");
        }
        TestClient locked = nodes.declared(registered().atBoth());
        api.updateClientLockFlag(String.valueOf(locked.id()), true);
        api.updateClientSecret(client.id(), "another-secret-of-the-portal");
        TestClient deleted = registered().atBoth();
        api.deleteClient(deleted.id());
        assertThat(authenticated(api, deleted)).isEqualTo(Action.INVALID_CLIENT);
        nodes.pass(Duration.ofMinutes(1));

        for (AuthleteApi backend : List.of(emulators.primaryApi(), emulators.secondaryApi())) {
            assertThat(authenticated(backend, locked)).isNotEqualTo(Action.OK);
            assertThat(authenticated(backend, client)).isEqualTo(Action.INVALID_CLIENT);
            assertThat(authenticated(backend, deleted)).isEqualTo(Action.INVALID_CLIENT);
        }
        assertThat(api.dualClient().outbox().rows()).noneMatch(Outbox.Row::blocking);
    }

    @Test
    @Scenario("B10")
    void aChangeThatThePrimaryRefusesIsMadeNowhere() {
        DualAuthleteApi api = nodes.start();
        emulators.primary().faults().on("client-lock-flag-update").times(1).answer(429);
        assertThatThrownBy(() -> api.updateClientLockFlag(String.valueOf(client.id()), true))
                .isInstanceOf(AuthleteApiException.class);
        nodes.pass(Duration.ofMinutes(1));
        assertThat(authenticated(emulators.secondaryApi(), client)).isEqualTo(Action.OK);
        assertThat(authenticated(emulators.primaryApi(), client)).isEqualTo(Action.OK);
        assertThat(api.dualClient().outbox().rows()).isEmpty();
    }
}
