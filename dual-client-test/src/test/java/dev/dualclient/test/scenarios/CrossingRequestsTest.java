package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.RevocationResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientExtension;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.AuthleteEmulatorBuilder;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.Fault;
import dev.dualclient.test.stores.Stores;
import java.time.Duration;
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

/** Two requests for one token, each of which has seen what the other changes: traces of the model of custody. */
@ParameterizedClass(name = "{0}, {1}")
@CsvSource({"FACADE, MEMORY", "GATEWAY, MEMORY", "FACADE, POSTGRESQL", "FACADE, REDIS"})
class CrossingRequestsTest {

    /** A thread for each of what happens at once: the common pool may have a single one. */
    private static final Executor APART = task -> new Thread(task).start();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
        emulators.primary().faults().clear();
        emulators.secondary().faults().clear();
        nodes.close();
    }

    private static <T> T ended(CompletableFuture<T> request) throws Exception {
        return request.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Nested
    class Replaced {

        @RegisterExtension
        static final DualClientExtension DUAL = DualClientExtension.builder().build();

        @BeforeEach
        void emulators(Emulators given) {
            setUp(given);
        }

        /** Who has met a claim relies on it for the whole row, not for the refresh token alone. */
        @Test
        @Scenario("B22")
        void aClaimThatWasMetIsNotWithdrawnForTheAccessTokenEither() throws Exception {
            Tokens old = replay.atSecondary().login(client);
            DualAuthleteApi first = nodes.start();
            DualAuthleteApi second = nodes.start();

            // The first looks the token up before the migrator writes it, and is told so afterwards.
            Fault lookUp = emulators
                    .primary()
                    .faults()
                    .on("auth-introspection-standard")
                    .times(1)
                    .afterProcessing()
                    .hang();
            CompletableFuture<Tokens> refreshed =
                    CompletableFuture.supplyAsync(() -> replay.refreshed(first, old), APART);
            assertThat(lookUp.awaitHits(1, PATIENCE)).isTrue();
            assertThat(emulators.migrator().runOnce()).isEqualTo(1);

            // The second claims the row for the primary, and does not get its answer yet.
            Fault use = emulators.primary().faults().on("auth-token").times(1).hang();
            CompletableFuture<?> other = CompletableFuture.runAsync(
                    () -> Replay.unavailable(() -> new OAuth(second).refresh(client, old.refresh())), APART);
            assertThat(use.awaitHits(1, PATIENCE)).isTrue();

            lookUp.release(); // the first meets the claim, and uses the token
            Tokens fresh = ended(refreshed);
            use.release(); // the second finds the token gone
            ended(other);

            replay.isActive(second, fresh);
            assertThat(new OAuth(second).isActive(old.access()))
                    .as("the access token that was replaced")
                    .isFalse();
        }
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

        /** Its revocation found it nowhere, for it had just been used; but it has been claimed meanwhile, not unknown. */
        @Test
        @Scenario("B4")
        void whatWasRevokedWhileItWasUsedIsNotRepeated() throws Exception {
            Tokens old = replay.atSecondary().login(client);
            DualAuthleteApi first = nodes.start();
            DualAuthleteApi second = nodes.start();

            Fault lookUp = emulators
                    .primary()
                    .faults()
                    .on("auth-introspection-standard")
                    .times(1)
                    .hang();
            CompletableFuture<RevocationResponse> revoked =
                    CompletableFuture.supplyAsync(() -> new OAuth(first).revoke(client, old.refresh()), APART);
            assertThat(lookUp.awaitHits(1, PATIENCE)).isTrue();
            replay.refreshed(second, old);
            lookUp.release();
            assertThat(ended(revoked).getAction()).isEqualTo(RevocationResponse.Action.OK);

            Replay.refused(new OAuth(second).refresh(client, old.refresh()));
        }
    }
}
