package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.types.GrantType;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.call.Reason;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.server.Faults;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backend that is down is waited for a few times, then no more, until it is back. */
@DualClientTest
class OutageTest extends Scene {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** What a busy machine may make of a second; far less than the patience with the other backend. */
    private static final Duration A_SECOND_OR_MORE = SECOND.multipliedBy(15);

    /** After how many calls a breaker opens. */
    private static final int ENOUGH = 3;

    /** How long it is open then. */
    private static final Duration OPEN = Duration.ofMinutes(5);

    private Faults primaryFaults;
    private Faults secondaryFaults;

    @BeforeEach
    void register() {
        primaryFaults = emulators.primary().faults();
        secondaryFaults = emulators.secondary().faults();
    }

    @Test
    @Scenario("D1")
    void aPrimaryThatHangsIsWaitedForOnlyUntilItsBreakerOpens() {
        try (DualAuthleteApi api = guarded(SECOND).build()) {
            primaryFaults.onAll().hang();
            emulators.mark();

            readsTakeTheirTime(api);
            assertThat(emulators.calls().of("auth-introspection")).hasToString(ENOUGH + "/" + ENOUGH);

            emulators.mark();
            for (int i = 0; i < 10; i++) {
                assertThat(new OAuth(api).isActive(tokenOfTheSecondary())).isTrue();
            }
            assertThat(emulators.calls().of("auth-introspection")).hasToString("0/10"); // as quick as the secondary
        }
    }

    @Test
    @Scenario("D2")
    void aPrimaryThatCannotBeReachedIsTriedOnlyUntilItsBreakerOpens() {
        List<CallEvent> events = new CopyOnWriteArrayList<>();
        try (DualAuthleteApi api = guarded(SECOND).listener(events::add).build()) {
            primaryFaults.dropSyns();
            emulators.mark();

            readsTakeTheirTime(api);
            assertThat(stepsAtPrimary(events)).hasSize(ENOUGH).containsOnly(Reason.NOT_CONNECTED);

            events.clear();
            for (int i = 0; i < 10; i++) {
                assertThat(new OAuth(api).isActive(tokenOfTheSecondary())).isTrue();
            }
            assertThat(stepsAtPrimary(events)).hasSize(10).containsOnly(Reason.CIRCUIT_OPEN);
            assertThat(emulators.calls().of("auth-introspection")).hasToString("0/" + (ENOUGH + 10));
        }
    }

    @Test
    @Scenario("D9")
    void whereBothAreDownCallersAreToldAtOnceUntilTheyAreBack() {
        MovableTime time = new MovableTime();
        try (DualAuthleteApi api = guarded(Patience.LONG).time(time).build()) {
            primaryFaults.onAll().answer(503);
            secondaryFaults.onAll().drop();
            for (int i = 0; i < ENOUGH; i++) {
                isUnavailable(
                        api,
                        "primary INDETERMINATE (server error, HTTP 503), secondary INDETERMINATE (connection lost)");
            }

            emulators.mark();
            String circuits = "primary UNAVAILABLE (circuit open), secondary UNAVAILABLE (circuit open)";
            for (int i = 0; i < 10; i++) {
                isUnavailable(api, circuits);
            }
            assertThat(emulators.calls()).hasToString("0/0");

            primaryFaults.clear();
            secondaryFaults.clear();
            isUnavailable(api, circuits);
            time.advance(OPEN.plus(SECOND));
            emulators.mark();
            for (int i = 0; i < 10; i++) {
                assertThat(new OAuth(api).isActive(tokenOfTheSecondary())).isTrue();
            }
            assertThat(emulators.calls().of("auth-introspection")).hasToString("10/10");
        }
    }

    @Test
    @Scenario("D9")
    void whereBothRefuseConnectionsCallersAreTold() {
        String token = tokenOfTheSecondary();
        try (DualAuthleteApi api = guarded(Patience.LONG).build()) {
            primaryFaults.refuseConnections();
            secondaryFaults.refuseConnections();
            isUnavailable(api, "primary UNAVAILABLE (not connected), secondary UNAVAILABLE (not connected)");

            primaryFaults.clear();
            secondaryFaults.clear();
            assertThat(new OAuth(api).isActive(token)).isTrue();
        }
    }

    private DualAuthleteApiBuilder guarded(Duration patienceWithThePrimary) {
        return Patience.with(emulators, patienceWithThePrimary, Patience.LONG)
                .circuitBreaker(guard ->
                        guard.withMinimumCalls(ENOUGH).withWindow(ENOUGH).withOpen(OPEN));
    }

    /** Reads until the primary's breaker opens. */
    private void readsTakeTheirTime(DualAuthleteApi api) {
        for (int i = 0; i < ENOUGH; i++) {
            String token = tokenOfTheSecondary();
            long start = System.nanoTime();
            assertThat(new OAuth(api).isActive(token)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SECOND, A_SECOND_OR_MORE);
        }
    }

    private static List<Reason> stepsAtPrimary(List<CallEvent> events) {
        return events.stream()
                .flatMap(event -> event.steps().stream())
                .filter(step -> step.side() == Side.PRIMARY)
                .map(CallEvent.Step::reason)
                .toList();
    }

    private static void isUnavailable(DualAuthleteApi api, String how) {
        AuthleteApiException failure =
                catchThrowableOfType(AuthleteApiException.class, () -> new OAuth(api).introspect("any"));
        assertThat(failure).hasMessage("auth-introspection is temporarily unavailable: " + how);
        assertThat(failure.getStatusCode()).isEqualTo(503);
        assertThat(failure.getResponseHeaders().get("Retry-After"))
                .singleElement()
                .satisfies(seconds -> assertThat(Integer.parseInt(seconds)).isPositive());
    }

    /** Returns a token that the secondary alone knows, and of which nobody has heard yet. */
    private String tokenOfTheSecondary() {
        return emulators
                .secondaryApi()
                .tokenCreate(new TokenCreateRequest()
                        .setGrantType(GrantType.CLIENT_CREDENTIALS)
                        .setClientId(client.id()))
                .getAccessToken();
    }
}
