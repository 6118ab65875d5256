package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.TokenResponse;
import com.authlete.common.dto.TokenUpdateRequest;
import com.authlete.common.dto.TokenUpdateResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientExtension;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.AuthleteEmulatorBuilder;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.Fault;
import dev.dualclient.test.stores.Stores;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Refresh tokens that may be used more than once, because the service says so. */
@ParameterizedClass(name = "{0}, {1}")
@CsvSource({"FACADE, MEMORY", "GATEWAY, MEMORY", "FACADE, POSTGRESQL", "FACADE, REDIS"})
class RepeatedRefreshTest {

    /** A thread for each of what happens at once: the common pool may have a single one. */
    private static final Executor APART = task -> new Thread(task).start();

    @Parameter(0)
    private Front front;

    @Parameter(1)
    private Stores kind;

    private Emulators emulators;
    private Nodes nodes;
    private TestClient client;
    private Replay replay;

    private void setUp(Emulators given) {
        emulators = given;
        nodes = new Nodes(given, front, kind);
        client = given.client().atBoth();
        replay = new Replay(given, client);
    }

    @AfterEach
    void tearDown() {
        nodes.close();
    }

    @Nested
    class Idempotent {

        @RegisterExtension
        static final DualClientExtension DUAL = DualClientExtension.builder()
                .emulators(AuthleteEmulatorBuilder::refreshTokenIdempotent)
                .build();

        @BeforeEach
        void emulators(Emulators given) {
            setUp(given);
        }

        @Test
        @Scenario("B4")
        void aLostAnswerCanBeHadAgain() {
            Tokens old = replay.migrated();
            DualAuthleteApi api = nodes.start();
            emulators
                    .primary()
                    .faults()
                    .on("auth-token")
                    .times(1)
                    .afterProcessing()
                    .drop();
            Replay.unavailable(() -> new OAuth(api).refresh(client, old.refresh()));

            Tokens fresh = replay.refreshed(api, old, "2/0"); // look-up, use
            assertThat(fresh).isNotEqualTo(old);
            replay.isInactive(api, old, "1/0");
            for (Stage stage : Stage.values()) {
                DualAuthleteApi restarted = nodes.restart(stage);
                assertThat(replay.refreshed(restarted, old, "1/0")).isEqualTo(fresh);
                replay.isInactive(restarted, old, "1/0");
                replay.isActive(restarted, fresh);
            }
            emulators.advance(Duration.ofMinutes(2));
            for (Stage stage : Stage.values()) {
                replay.isRefused(nodes.restart(stage), old, "1/0", "1/0");
            }
        }

        @Test
        @Scenario("B4")
        void whatIsRevokedIsNotRepeated() {
            for (Tokens old : List.of(replay.migrated(), replay.atSecondary().login(client))) {
                DualAuthleteApi api = nodes.start();
                assertThat(replay.refreshed(api, old)).isNotEqualTo(old);
                replay.revoke(api, old.refresh(), "1/1");
                for (Stage stage : Stage.values()) {
                    Replay.refused(new OAuth(nodes.restart(stage)).refresh(client, old.refresh()));
                }
            }
        }

        @Test
        @Scenario("B4")
        void aRepeatThatMeetsAKillOfWhatIsDeadEndsNothing() throws Exception {
            Tokens old = replay.atPrimary().login(client);
            DualAuthleteApi api = nodes.start();
            Tokens fresh = replay.refreshed(api, old);
            Fault use = emulators.primary().faults().on("auth-token").times(1).hang();
            CompletableFuture<TokenResponse> repeated =
                    CompletableFuture.supplyAsync(() -> new OAuth(api).refresh(client, old.refresh()), APART);
            assertThat(use.awaitHits(1, Duration.ofSeconds(30))).isTrue();
            Fault kill = emulators
                    .primary()
                    .faults()
                    .on("auth-token-delete")
                    .times(1)
                    .hang();
            CompletableFuture<?> deleted = CompletableFuture.runAsync(() -> api.tokenDelete(old.refreshHash()), APART);
            assertThat(kill.awaitHits(1, Duration.ofSeconds(30))).isTrue();
            use.release(); // the primary repeats what it brought before, and its answer meets the kill
            Replay.refused(repeated.get(30, TimeUnit.SECONDS));
            kill.release();
            assertThat(deleted).failsWithin(Duration.ofSeconds(30)); // no backend holds it any more
            replay.isActive(api, replay.refreshed(api, fresh));
        }

        @Test
        @Scenario("B4")
        void aStrangerEndsNoRepeat() {
            TestClient stranger = nodes.declared(emulators.client().atBoth());
            for (Tokens old : List.of(replay.migrated(), replay.atSecondary().login(client))) {
                DualAuthleteApi api = nodes.start();
                Tokens fresh = replay.refreshed(api, old);
                new OAuth(api).revoke(stranger, old.refresh());
                assertThat(replay.refreshed(api, old)).isEqualTo(fresh);
                replay.isActive(api, fresh);
            }
        }

        @Test
        @Scenario("N20")
        void ofTwoUsesAtOnceBothGetTheSame() throws Exception {
            for (boolean sameNode : new boolean[] {true, false}) {
                Tokens old = replay.migrated();
                emulators.mark();
                DualAuthleteApi first = nodes.start();
                DualAuthleteApi second = sameNode ? first : nodes.start();
                Fault held = emulators
                        .primary()
                        .faults()
                        .on("auth-introspection-standard")
                        .times(1)
                        .hang();
                CompletableFuture<Tokens> slow = CompletableFuture.supplyAsync(() -> replay.refreshed(first, old));
                assertThat(held.awaitHits(1, Duration.ofSeconds(30))).isTrue();
                Tokens fresh = replay.refreshed(second, old);
                held.release(); // the look-up is answered only now: the primary does not know the old token any more
                assertThat(slow.get(30, TimeUnit.SECONDS)).isEqualTo(fresh);
                assertThat(emulators.calls().secondary()).doesNotContainKey("auth-token");
                replay.isActive(second, fresh);
            }
        }

        @Test
        @Scenario("N20")
        void whatBothCallUnknownIsSentToTheLeader() {
            Tokens old = replay.atPrimary().login(client);
            Tokens fresh = Replay.accepted(replay.atPrimary().refresh(client, old.refresh())); // past Dual Client
            DualAuthleteApi api = nodes.start();
            assertThat(replay.refreshed(api, old, "2/1")).isEqualTo(fresh); // two look-ups, and the use

            emulators.advance(Duration.ofMinutes(2));
            for (Stage stage : Stage.values()) {
                Replay.refused(new OAuth(nodes.restart(stage)).refresh(client, old.refresh()));
            }
            replay.isActive(nodes.start(), fresh);
        }
    }

    @Nested
    class Kept {

        @RegisterExtension
        static final DualClientExtension DUAL = DualClientExtension.builder()
                .emulators(AuthleteEmulatorBuilder::refreshTokenKept)
                .build();

        @BeforeEach
        void emulators(Emulators given) {
            setUp(given);
        }

        @Test
        @Scenario("B5")
        void aKeptRefreshTokenIsNotUsedUp() {
            Tokens first = replay.migrated();
            DualAuthleteApi api = nodes.start();
            Tokens second =
                    replay.refreshed(api, first, "3/0"); // introspection and token list find the row, then the use
            assertThat(second.refresh()).isEqualTo(first.refresh());
            replay.isInactive(api, first, "1/0");
            Tokens last = replay.refreshed(api, second);
            replay.isActive(api, last);

            for (Stage stage : List.of(Stage.PRIMARY_FIRST, Stage.PRIMARY_ONLY)) {
                DualAuthleteApi restarted = nodes.restart(stage);
                replay.isInactive(restarted, first, "1/0");
                assertThat(new OAuth(restarted).isActive(second.access())).isFalse();
                last = replay.refreshed(restarted, last, "3/0");
                replay.isActive(restarted, last);
            }
            assertThat(replay.atSecondary().isActive(first.access()))
                    .as("its copy lives on")
                    .isTrue();
        }

        @Test
        @Scenario("B5")
        void aKeptRefreshTokenHasNotMovedToThePrimary() {
            Tokens first = replay.migrated();
            DualAuthleteApi api = nodes.start();
            Tokens second = replay.refreshed(api, first, "3/0"); // introspection, token list, use
            Tokens third = replay.refreshed(api, second, "3/0"); // not used up, so looked up again
            emulators.primary().faults().refuseConnections();

            Tokens last = replay.refreshed(api, third, "0/3"); // the same at the secondary
            assertThat(last.refresh()).isEqualTo(first.refresh());
            replay.isActive(api, last);
            Replay.unavailable(() -> new OAuth(api).introspect(first.access())); // the primary replaced it
            emulators.primary().faults().clear();
            DualAuthleteApi restarted = nodes.restart(Stage.PRIMARY_ONLY);
            replay.isActive(restarted, replay.refreshed(restarted, last, "3/0"));
        }

        @Test
        @Scenario("B29")
        void aLateCopyOfAKeptRefreshTokenEndsAlthoughItsAccessTokenWasReplacedBefore() {
            Tokens first = replay.atSecondary().login(client);
            Snapshot snapshot = emulators.migrator().read();
            DualAuthleteApi api = nodes.start();
            Tokens second = replay.refreshed(api, first);
            assertThat(second.refresh()).isEqualTo(first.refresh());
            new OAuth(api).revoke(client, second.access());
            assertThat(emulators.migrator().write(snapshot)).isEqualTo(1);

            nodes.pass(Duration.ofHours(25)); // the migrator's lag, and the deliveries after it
            nodes.pass(Duration.ofMinutes(1));
            assertThat(replay.atPrimary().refresh(client, first.refresh()).getAction())
                    .isEqualTo(TokenResponse.Action.BAD_REQUEST);
        }

        @Test
        @Scenario("B5")
        void theAccessTokenOfOneBackendOutlivesAUseAtTheOther() {
            Tokens first = replay.migrated();
            DualAuthleteApi api = nodes.start();
            Tokens second = replay.refreshed(api, first);
            String access = api.tokenUpdate(new TokenUpdateRequest()
                            .setAccessToken(second.access())
                            .setAccessTokenValueUpdated(true))
                    .getAccessToken();
            emulators.primary().faults().refuseConnections();
            replay.refreshed(api, new Tokens(access, second.refresh())); // at the secondary, which has a row of its own
            emulators.primary().faults().clear();
            assertThat(new OAuth(api).isActive(access)).isTrue();
        }

        @Test
        @Scenario("B29")
        void aDeadAccessTokenDoesNotTakeAKeptRefreshTokenAlong() {
            Tokens first = replay.migrated();
            emulators.primary().faults().refuseConnections();
            Tokens second = replay.refreshed(nodes.start(), first, "0/3"); // introspection, token list, use
            assertThat(second.refresh()).isEqualTo(first.refresh());
            emulators.primary().faults().clear();

            DualAuthleteApi last = nodes.restart(Stage.PRIMARY_ONLY);
            emulators.mark();
            assertThat(last.tokenUpdate(new TokenUpdateRequest().setAccessToken(first.access()))
                            .getAction())
                    .isEqualTo(TokenUpdateResponse.Action.NOT_FOUND);
            assertThat(emulators.calls()).hasToString("1/0"); // about a token that is nobody's
            replay.isInactive(last, first, "1/0");
            replay.isActive(last, replay.refreshed(last, second, "3/0"));
        }
    }
}
