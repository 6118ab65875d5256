package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.AccessToken;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenCreateResponse;
import com.authlete.common.dto.TokenRevokeRequest;
import com.authlete.common.types.GrantType;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.CustodySettings;
import dev.dualclient.custody.Outbox;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.emulator.AuthleteEmulatorBuilder;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.Fault;
import dev.dualclient.test.stores.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of more tokens than a backend ends by one call, which are 20. */
@OnEveryStore
class BulkRevocationTest extends Scene {

    private static final int MANY = 45;

    /** Whose tokens are ended. */
    enum Whose {
        USER_AT_CLIENT,
        USER,
        CLIENT;

        TokenRevokeRequest at(TestClient client) {
            TokenRevokeRequest request = new TokenRevokeRequest();
            if (this != USER) {
                request.setClientIdentifier(String.valueOf(client.id()));
            }
            return this == CLIENT ? request : request.setSubject("john");
        }
    }

    @ParameterizedTest
    @EnumSource(Whose.class)
    @Scenario("N25")
    void allTokensAreEndedAtBothAndWhatIsIssuedSinceLives(Whose whose) {
        List<Tokens> old = manyMigrated(client);
        TestClient neighbour = registered().atBoth();
        Tokens spared = new Replay(emulators, neighbour).atSecondary().login(neighbour);
        DualAuthleteApi api = nodes.start();
        costs(
                "1/1",
                () -> assertThat(api.tokenRevoke(whose.at(client)).getCount()).isEqualTo(20));

        Tokens fresh = new OAuth(api).login(client);
        Tokens freshAtSecondary = loginWithoutPrimary(api);
        nodes.pass(Duration.ofSeconds(1)); // finds what is left
        replay.isActive(api, new OAuth(api).login(client)); // nobody waits for it
        replay.isDead(api, old.get(MANY - 1));
        fresh = replay.refreshed(api, fresh);
        letItEnd();
        assertThat(api.dualClient().outbox().rows())
                .noneMatch(Outbox.Row::blocking)
                .hasSizeLessThan(2);

        assertThat(hashes(emulators.primaryApi(), client)).hasSize(2).contains(fresh.accessHash());
        assertThat(hashes(emulators.secondaryApi(), client)).containsExactly(freshAtSecondary.accessHash());
        letItEndForGood();
        assertThat(api.dualClient().outbox().rows()).isEmpty();
        if (whose != Whose.USER) {
            replay.isActive(api, spared);
        }
        costs("0/0", () -> nodes.pass(Duration.ofHours(1)));
        for (Stage stage : Stage.values()) {
            emulators.migrator().runOnce();
            DualAuthleteApi restarted = nodes.restart(stage);
            replay.isActive(restarted, fresh);
            replay.isActive(restarted, freshAtSecondary);
            replay.isDead(restarted, old.get(0));
            replay.isDead(restarted, old.get(MANY - 1));
        }
    }

    @Test
    @Scenario("N25")
    void theRestIsEndedAfterARestart() {
        manyMigrated(client);
        nodes.start().tokenRevoke(Whose.USER.at(client));
        nodes.restart(Stage.PRIMARY_FIRST);
        nodes.pass(Duration.ofMinutes(5));
        DualAuthleteApi restarted = nodes.restart(Stage.PRIMARY_FIRST);
        Tokens fresh = new OAuth(restarted).login(client);
        letItEndForGood();
        assertThat(hashes(emulators.primaryApi(), client)).containsExactly(fresh.accessHash());
        assertThat(hashes(emulators.secondaryApi(), client)).isEmpty();
        assertThat(restarted.dualClient().outbox().rows()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    @Scenario("N25")
    void aBackendThatWasDownEndsAllAndNothingThatIsIssuedSince(Side down) {
        List<Tokens> old = manyMigrated(client);
        DualAuthleteApi api = nodes.start();
        AuthleteEmulator backend = down == Side.PRIMARY ? emulators.primary() : emulators.secondary();
        backend.faults().refuseConnections();
        revokeAll(api);
        nodes.pass(Duration.ofMinutes(5));
        Tokens fresh = new OAuth(api).login(client); // at the backend that is up
        backend.faults().clear();
        if (down == Side.PRIMARY) {
            assertThat(emulators.migrator().runOnce()).isPositive(); // the new row, before the primary is told
        }
        DualAuthleteApi restarted = nodes.restart(Stage.PRIMARY_FIRST);
        replay.isDead(restarted, old.get(MANY - 1));
        replay.isActive(restarted, fresh);
        replay.isActive(restarted, new OAuth(restarted).login(client));
        letItEndForGood();

        assertThat(hashes(emulators.secondaryApi(), client))
                .doesNotContainAnyElementsOf(
                        old.stream().map(Tokens::accessHash).toList());
        assertThat(hashes(emulators.primaryApi(), client))
                .contains(fresh.accessHash())
                .hasSize(2);
        assertThat(restarted.dualClient().outbox().rows()).isEmpty();
        replay.isActive(nodes.restart(Stage.PRIMARY_ONLY), fresh);
    }

    @Test
    @Scenario("N25")
    void aLoginThatIsUnderWayIsNotEnded() throws Exception {
        manyMigrated(client);
        DualAuthleteApi api = nodes.start();
        revokeAll(api);
        String code = new OAuth(api).code(client);
        Fault held = emulators
                .primary()
                .faults()
                .on("auth-token")
                .times(1)
                .afterProcessing()
                .hang();
        CompletableFuture<Tokens> login =
                CompletableFuture.supplyAsync(() -> Replay.accepted(new OAuth(api).redeem(client, code)));
        assertThat(held.awaitHits(1, Duration.ofSeconds(30))).isTrue();
        nodes.pass(Duration.ofSeconds(1)); // it is listed, and nobody knows yet that it is new
        nodes.pass(Duration.ofSeconds(1));
        held.release();
        Tokens fresh = login.get(30, TimeUnit.SECONDS);
        letItEnd();
        assertThat(hashes(emulators.primaryApi(), client)).containsExactly(fresh.accessHash());
        replay.isActive(nodes.restart(Stage.PRIMARY_ONLY), fresh);
    }

    @Test
    @Scenario("N25")
    void lateCopiesAreEndedAtThePrimaryAfterTheMigratorsLag() {
        List<Tokens> old = many(client);
        Snapshot snapshot = emulators.migrator().read();
        DualAuthleteApi api = nodes.start();
        revokeAll(api);
        assertThat(emulators.migrator().write(snapshot)).isEqualTo(MANY);
        Tokens fresh = new OAuth(api).login(client);
        letItEndForGood();
        assertThat(hashes(emulators.primaryApi(), client)).containsExactly(fresh.accessHash());
        replay.isDead(api, old.get(MANY - 1));
    }

    @Test
    @Scenario("N25")
    void aWithdrawnConsentEndsAll() {
        List<Tokens> old = manyMigrated(client);
        DualAuthleteApi api = nodes.start();
        api.deleteClientAuthorization(client.id(), "john");
        letItEnd();
        isGone(client, old);
    }

    @Test
    @Scenario("N25")
    void aDeletedClientTakesAllWithIt() {
        List<Tokens> old = manyMigrated(client);
        nodes.start().deleteClient(client.id());
        letItEnd();
        assertThat(emulators.primaryApi().getTokenList().getTotalCount()).isZero();
        assertThat(emulators.secondaryApi().getTokenList().getTotalCount()).isZero();
        assertThat(new OAuth(nodes.restart(Stage.PRIMARY_FIRST))
                        .introspect(old.get(MANY - 1).access())
                        .isExistent())
                .isFalse();
    }

    private void isGone(TestClient of, List<Tokens> old) {
        assertThat(hashes(emulators.primaryApi(), of)).isEmpty();
        assertThat(hashes(emulators.secondaryApi(), of)).isEmpty();
        replay.isDead(nodes.restart(Stage.PRIMARY_FIRST), old.get(MANY - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shifting-lists", "missing-rows", "repeated-rows"})
    @Scenario("N25")
    void aListThatChangesFromPageToPageHidesNothing(String listing) {
        UnaryOperator<AuthleteEmulatorBuilder> trait = switch (listing) {
            case "shifting-lists" -> AuthleteEmulatorBuilder::shiftingLists;
            case "missing-rows" -> AuthleteEmulatorBuilder::missingRows;
            default -> AuthleteEmulatorBuilder::repeatedRows;
        };
        try (Emulators odd = Emulators.start(builder -> trait.apply(builder.bulkRevocationLimit(3)));
                Nodes several = new Nodes(odd, front, store)) {
            TestClient theirs = several.declared(odd.client().atBoth());
            for (int i = 0; i < 230; i++) {
                create(odd.secondaryApi(), theirs);
            }
            odd.migrator().runOnce();
            DualAuthleteApi api = several.start();
            revokeAll(api, theirs);
            Set<String> fresh = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                fresh.add(new OAuth(api).login(theirs).accessHash());
            }
            for (int i = 0; i < 30; i++) {
                several.pass(Duration.ofMinutes(5));
            }
            assertThat(odd.secondaryApi().getTokenList(0, 1000).getTotalCount()).isZero();
            assertThat(odd.primaryApi().getTokenList(0, 1000).getTotalCount()).isEqualTo(fresh.size());
        }
    }

    /** Ends all tokens of the user at the client. With the memory store that is told only once both have done it. */
    private void revokeAll(DualAuthleteApi api) {
        revokeAll(api, client);
    }

    private static void revokeAll(DualAuthleteApi api, TestClient client) {
        try {
            api.tokenRevoke(Whose.USER_AT_CLIENT.at(client));
        } catch (AuthleteApiException later) {
            assertThat(later.getStatusCode()).isEqualTo(503);
        }
    }

    private Tokens loginWithoutPrimary(DualAuthleteApi api) {
        emulators.primary().faults().refuseConnections();
        Tokens tokens = new OAuth(api).login(client);
        emulators.primary().faults().clear();
        return tokens;
    }

    private void letItEnd() {
        for (int i = 0; i < 6; i++) {
            nodes.pass(Duration.ofMinutes(5));
        }
    }

    /** Lets the migrator's lag pass too, after which the primary is looked at once more. */
    private void letItEndForGood() {
        letItEnd();
        nodes.pass(CustodySettings.defaults().migratorLag());
        letItEnd();
    }

    private List<Tokens> manyMigrated(TestClient of) {
        List<Tokens> tokens = many(of);
        assertThat(emulators.migrator().runOnce()).isEqualTo(MANY);
        return tokens;
    }

    private List<Tokens> many(TestClient of) {
        List<Tokens> tokens = new ArrayList<>();
        AuthleteApi secondary = emulators.secondaryApi();
        for (int i = 0; i < MANY; i++) {
            tokens.add(create(secondary, of));
        }
        return tokens;
    }

    private static Tokens create(AuthleteApi api, TestClient of) {
        TokenCreateResponse created = api.tokenCreate(new TokenCreateRequest()
                .setGrantType(GrantType.AUTHORIZATION_CODE)
                .setClientId(of.id())
                .setSubject("john"));
        return new Tokens(created.getAccessToken(), created.getRefreshToken());
    }

    private static List<String> hashes(AuthleteApi api, TestClient of) {
        AccessToken[] rows =
                api.getTokenList(String.valueOf(of.id()), "john", 0, 1000).getAccessTokens();
        return rows == null
                ? List.of()
                : List.of(rows).stream().map(AccessToken::getAccessTokenHash).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 429})
    @Scenario("B14")
    void whatOneBackendHasEndedIsDeadThoughTheOtherSaysNo(int status) {
        for (AuthleteEmulator backend : List.of(emulators.primary(), emulators.secondary())) {
            Tokens tokens = replay.migrated();
            DualAuthleteApi api = nodes.restart(Stage.PRIMARY_FIRST);
            backend.faults().on("auth-token-revoke").times(1).answer(status, Map.of(), "{\"resultCode\":\"A999201\"}");
            if (store == Stores.MEMORY) { // it may be lost, so it is not called done
                Replay.unavailable(() -> api.tokenRevoke(Whose.USER.at(client)));
            } else {
                api.tokenRevoke(Whose.USER.at(client));
            }
            letItEnd();
            replay.isDead(api, tokens);
            assertThat(replay.atPrimary().isActive(tokens.access())).isFalse();
            assertThat(replay.atSecondary().isActive(tokens.access())).isFalse();
        }
    }
}
