package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.TokenResponse.Action;
import com.authlete.common.dto.TokenRevokeRequest;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.observation.CallMeters;
import dev.dualclient.observation.DifferingSecrets;
import dev.dualclient.observation.ObservedAttempts;
import dev.dualclient.observation.StateMeters;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the meters show of what has happened. */
@OnH2
class MetersTest extends Scene {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DifferingSecrets clients = new DifferingSecrets();
    private DualAuthleteApi api;
    private OAuth server;

    @BeforeEach
    void setUp() {
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        api = nodes.start(builder -> builder.listener(new CallMeters(meters))
                .listener(clients)
                .attemptObserver(new ObservedAttempts(observations)));
        new StateMeters(api.dualClient()::state, clients).bindTo(meters);
        server = new OAuth(api);
    }

    @Test
    void aFallbackIsCounted() {
        TestClient client = registered().atSecondary();
        String token = new OAuth(emulators.secondaryApi()).login(client).access();

        assertThat(server.isActive(token)).isTrue();

        assertThat(of("dualclient.calls", "operation", "auth-introspection", "backend", "secondary")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(of("dualclient.attempts", "backend", "primary", "reason", "unknown-credential")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(of("dualclient.attempts", "backend", "secondary", "outcome", "accepted")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(of("dualclient.fallbacks", "backend", "primary", "reason", "unknown-credential")
                        .counter()
                        .count())
                .isEqualTo(1);
        nodes.pass(Duration.ofMinutes(2));
        assertThat(gauge("dualclient.clients.dependent", "window", "1h")).isEqualTo(1);
        assertThat(gauge("dualclient.clients.dependent", "window", "7d")).isEqualTo(1);
        nodes.pass(Duration.ofMinutes(70));
        assertThat(gauge("dualclient.clients.dependent", "window", "1h")).isZero();
        assertThat(gauge("dualclient.clients.dependent", "window", "24h")).isEqualTo(1);
    }

    @Test
    void whatBackendsAreAskedForIsTold() {
        TestClient client = registered().atBoth();
        Tokens migrated = new Replay(emulators, client).migrated();
        Tokens owed = new Replay(emulators, client).migrated();
        emulators.secondary().faults().on("auth-revocation").answer(500);
        server.revoke(client, owed.access());
        emulators.secondary().faults().clear();
        long lookUps = requests("secondary", "look-up");
        nodes.pass(Duration.ofMinutes(1));
        assertThat(requests("secondary", "delivery")).isPositive();
        assertThat(requests("primary", "scan") + requests("secondary", "scan")).isZero();

        long calls = requests("primary", "call");
        assertThat(server.isActive(migrated.access())).isTrue();
        assertThat(requests("primary", "call")).isEqualTo(calls + 1);
        assertThat(requests("secondary", "look-up"))
                .as("of the revocation, and of its delivery")
                .isGreaterThan(lookUps);

        api.tokenRevoke(new TokenRevokeRequest().setClientIdentifier(String.valueOf(client.id())));
        nodes.pass(Duration.ofMinutes(1));
        assertThat(requests("primary", "scan")).isPositive();
    }

    private long requests(String backend, String purpose) {
        return meters.find("dualclient.attempts").tags("backend", backend, "purpose", purpose).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    @Test
    @Scenario("A23")
    void aSecretThatDiffersIsTold() {
        TestClient client = registered().atBothWithRandomSecret();
        assertThat(server.clientCredentials(client).getAction()).isEqualTo(Action.OK);

        assertThat(clients.secretDiffers()).containsExactly(String.valueOf(client.id()));
        assertThat(gauge("dualclient.clients", "kind", "secret-differs")).isEqualTo(1);

        emulators.primaryApi().updateClientSecret(client.id(), client.secret());
        assertThat(server.clientCredentials(client).getAction()).isEqualTo(Action.OK);
        assertThat(clients.secretDiffers()).isEmpty();
    }

    @Test
    @Scenario("B21")
    void aLossIsCountedOnce() {
        TestClient client = registered().atBoth();
        Tokens tokens = new Replay(emulators, client).migrated();
        emulators.primary().faults().on("auth-token").times(1).afterProcessing().drop();
        assertThat(of("dualclient.losses", "credential", "refresh-token")
                        .counter()
                        .count())
                .isZero();

        Replay.unavailable(() -> server.refresh(client, tokens.refresh()));
        assertThat(server.refresh(client, tokens.refresh()).getAction()).isNotEqualTo(Action.OK);

        assertThat(of("dualclient.losses", "credential", "refresh-token")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(of("dualclient.losses", "credential", "access-token")
                        .counter()
                        .count())
                .isZero();
    }

    @Test
    void whatIsOwedIsTold() {
        TestClient client = registered().atBoth();
        Tokens tokens = new Replay(emulators, client).migrated();
        emulators.secondary().faults().refuseConnections();
        server.revoke(client, tokens.access());
        nodes.pass(Duration.ofMinutes(5));

        assertThat(of("dualclient.kills", "result", "owed").counter().count()).isEqualTo(1);
        assertThat(gauge("dualclient.outbox.rows", "backend", "secondary", "blocking", "true"))
                .isEqualTo(1);
        assertThat(gauge("dualclient.outbox.age", "backend", "secondary")).isGreaterThanOrEqualTo(300);
        assertThat(count("dualclient.outbox.failed", "backend", "secondary")).isPositive();
        assertThat(count("dualclient.outbox.delivered", "backend", "secondary")).isZero();

        emulators.secondary().faults().clear();
        nodes.pass(Duration.ofMinutes(5));
        nodes.pass(Duration.ofSeconds(1));
        assertThat(gauge("dualclient.outbox.rows", "backend", "secondary", "blocking", "true"))
                .isZero();
        assertThat(gauge("dualclient.outbox.rows", "backend", "primary", "blocking", "false"))
                .as("the repeat, one migrator lag later")
                .isEqualTo(1);
        assertThat(gauge("dualclient.outbox.age", "backend", "secondary")).isZero();
        assertThat(count("dualclient.outbox.delivered", "backend", "secondary")).isEqualTo(1);

        api.dualClient()
                .outbox()
                .discard(api.dualClient().outbox().rows().get(0).id(), "the migrator has ended");
        assertThat(count("dualclient.outbox.discarded", "backend", "primary")).isEqualTo(1);
    }

    @Test
    void anOutageIsTold() {
        assertThat(gauge("dualclient.backend.reached", "backend", "primary")).isZero();
        assertThat(gauge("dualclient.circuit", "backend", "primary", "state", "closed"))
                .isEqualTo(1);
        emulators.primary().faults().refuseConnections();
        TestClient client = registered().atSecondary();
        for (int i = 0; i < 20; i++) {
            assertThat(server.clientCredentials(client).getAction()).isEqualTo(Action.OK);
        }

        assertThat(gauge("dualclient.circuit", "backend", "primary", "state", "open"))
                .isEqualTo(1);
        assertThat(gauge("dualclient.circuit", "backend", "primary", "state", "closed"))
                .isZero();
        nodes.pass(Duration.ofSeconds(10));
        assertThat(gauge("dualclient.circuit", "backend", "primary", "state", "half-open"))
                .as("the next call probes, whenever it comes")
                .isEqualTo(1);
        assertThat(gauge("dualclient.backend.reached", "backend", "primary")).isZero();
        assertThat(gauge("dualclient.backend.reached", "backend", "secondary")).isEqualTo(1);
        assertThat(gauge("dualclient.connections", "backend", "secondary", "state", "idle"))
                .isEqualTo(1);
        assertThat(gauge("dualclient.connections", "backend", "secondary", "state", "max"))
                .isEqualTo(200);
        assertThat(gauge("dualclient.places.free", "backend", "secondary")).isEqualTo(200);
        assertThat(gauge("dualclient.stage", "stage", "primary-first")).isEqualTo(1);
        assertThat(gauge("dualclient.stage", "stage", "primary-only")).isZero();
        assertThat(gauge("dualclient.custody.store", "state", "up")).isEqualTo(1);
    }

    private RequiredSearch of(String name, String... tags) {
        return meters.get(name).tags(tags);
    }

    private double gauge(String name, String... tags) {
        return of(name, tags).gauge().value();
    }

    private double count(String name, String... tags) {
        FunctionCounter counter = of(name, tags).functionCounter();
        return counter.count();
    }
}
