package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.AccessToken;
import com.authlete.common.dto.RevocationResponse;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenCreateResponse;
import com.authlete.common.types.GrantType;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.engine.Engine;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.AuthleteEmulatorBuilder;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.Fault;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The token of a row that nobody remembers is looked for in a list that changes while it is read. */
@ThroughBothFronts
class TokenListReadingTest extends Scene {

    private static final String LIST = "auth-token-get-list";

    private static final Map<String, Consumer<AuthleteEmulatorBuilder>> SWITCHES = Map.of(
            "shifting", AuthleteEmulatorBuilder::shiftingLists,
            "missing", AuthleteEmulatorBuilder::missingRows,
            "repeated", AuthleteEmulatorBuilder::repeatedRows,
            "ignored", AuthleteEmulatorBuilder::tokenStatusIgnored,
            "shifting and missing", builder -> builder.shiftingLists().missingRows(),
            "all",
                    builder ->
                            builder.shiftingLists().missingRows().repeatedRows().tokenStatusIgnored());

    /** @param place where the row stands in the list, from 0 */
    @ParameterizedTest
    @CsvSource({
        "shifting, 130, 100",
        "shifting, 250, 201",
        "missing, 1, 0",
        "missing, 100, 99",
        "missing, 130, 99",
        "repeated, 130, 129",
        "repeated, 201, 200",
        "ignored, 130, 129",
        "shifting and missing, 130, 100",
        "all, 1, 0",
        "all, 250, 200"
    })
    @Scenario("N14")
    void aRowIsFoundThoughTheListMoves(String switches, int total, int place) {
        try (Emulators moving = Emulators.start(SWITCHES.get(switches));
                Nodes apart = new Nodes(moving, front, store)) {
            TestClient owner = moving.client().atBoth();
            Tokens old = issued(moving, owner, total, place);
            moving.migrator().runOnce();
            Replay there = new Replay(moving, owner);

            there.refreshed(apart.start(), old);

            assertThat(there.atSecondary().isActive(old.access()))
                    .as("a copy lives")
                    .isTrue();
            there.isDead(apart.start(), old);
        }
    }

    @ParameterizedTest
    @CsvSource({"shifting, 130, 100", "missing, 1, 0"})
    @Scenario("N14")
    void theRefreshTokenOfARowThatMovesIsDeadWithItsAccessToken(String switches, int total, int place) {
        try (Emulators moving = Emulators.start(SWITCHES.get(switches));
                Nodes apart = new Nodes(moving, front, store)) {
            TestClient owner = moving.client().atBoth();
            Tokens old = issued(moving, owner, total, place);
            Snapshot snapshot = moving.migrator().read();
            assertThat(new OAuth(apart.start()).revoke(owner, old.access()).getAction())
                    .isEqualTo(RevocationResponse.Action.OK);
            moving.migrator().write(snapshot);
            for (Stage stage : Stage.values()) {
                new Replay(moving, owner).isDead(apart.start(stage), old);
            }
        }
    }

    @Test
    @Scenario("N14")
    void manyRowsThatLeaveWhileTheListIsReadHideNothing() throws Exception {
        Tokens old = issued(emulators, client, 130, 129);
        List<String> others = Stream.of(
                        emulators.secondaryApi().getTokenList(0, 60).getAccessTokens())
                .map(AccessToken::getAccessTokenHash)
                .toList();
        emulators.migrator().runOnce();
        DualAuthleteApi api = nodes.start();
        Fault second = emulators.primary().faults().on(LIST).times(1).hang();
        CompletableFuture<Tokens> use = CompletableFuture.supplyAsync(() -> replay.refreshed(api, old));
        assertThat(second.awaitHits(1, Patience.LONG)).isTrue();
        Fault next = emulators.primary().faults().on(LIST).times(1).hang();
        second.release();
        assertThat(next.awaitHits(1, Patience.LONG)).isTrue();
        others.forEach(hash -> emulators.primaryApi().tokenDelete(hash));
        next.release();
        use.get();
        replay.isDead(nodes.start(), old);
    }

    /** Returns the tokens of one row of many that a user has at a client, at the secondary alone. */
    private static Tokens issued(Emulators emulators, TestClient owner, int total, int place) {
        Tokens chosen = null;
        for (int i = 0; i < total; i++) {
            TokenCreateResponse created = emulators
                    .secondaryApi()
                    .tokenCreate(new TokenCreateRequest()
                            .setGrantType(GrantType.AUTHORIZATION_CODE)
                            .setClientId(owner.id())
                            .setSubject("john")
                            .setScopes(new String[] {"openid"}));
            chosen = i == place ? new Tokens(created.getAccessToken(), created.getRefreshToken()) : chosen;
        }
        return chosen;
    }

    // ---- what the list does not show ----

    @Test
    @Scenario("N15")
    void aTokenThatIsReplacedMeanwhileIsNoReasonForAWarning() throws Exception {
        Tokens old = replay.migrated();
        DualAuthleteApi one = nodes.start();
        DualAuthleteApi other = nodes.start();
        Fault slow = emulators.primary().faults().on(LIST).times(1).hang();
        try (Warnings warnings = Warnings.ofPackage(Engine.class)) {
            CompletableFuture<Void> late =
                    CompletableFuture.runAsync(() -> Replay.refused(new OAuth(one).refresh(client, old.refresh())));
            assertThat(slow.awaitHits(1, Patience.LONG)).isTrue();
            Tokens fresh = replay.refreshed(other, old);
            slow.release();
            late.get();
            assertThat(warnings.said()).isEmpty();
            replay.isActive(one, fresh);
        }
    }

    @Test
    @Scenario("N15")
    void thatAListNamesTokensInAnotherWayIsSaidOnceAndNothingIsClaimed() {
        Tokens old = replay.migrated();
        String another = "{\"resultCode\":\"A159001\",\"start\":0,\"end\":100,\"totalCount\":1,"
                + "\"accessTokens\":[{\"accessTokenHash\":\"another\",\"refreshTokenHash\":\"form\"}]}";
        List<Fault> otherwise = Stream.of(emulators.primary(), emulators.secondary())
                .map(emulator -> emulator.faults().on(LIST).answer(200, Map.of(), another))
                .toList();
        DualAuthleteApi api = nodes.start();
        try (Warnings warnings = Warnings.ofPackage(Engine.class)) {
            Replay.unavailable(() -> new OAuth(api).refresh(client, old.refresh()));
            Replay.unavailable(() -> new OAuth(api).refresh(client, old.refresh()));
            assertThat(warnings.said())
                    .hasSize(2)
                    .allSatisfy(said -> assertThat(said).contains("SHA-256"));
        }
        otherwise.forEach(Fault::release);
        Tokens fresh = replay.refreshed(api, old);
        replay.isDead(nodes.start(), old);
        replay.isActive(api, fresh);
    }
}
