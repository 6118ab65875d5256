package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.DualClient;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.observation.CallMeters;
import dev.dualclient.observation.ExplainRequest;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.migrator.TokenMigrator;
import dev.dualclient.test.server.Fault;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A read that asks the second backend before the first has answered: it is quicker, and says the same. */
@DualClientTest
class HedgedReadsTest extends Scene {

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final String READ = "auth-introspection";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    void theSecondIsAskedWhileTheFirstIsSilent(int afterMillis) throws Exception {
        String token = loginAtSecondary();
        try (DualAuthleteApi api = hedged(Duration.ofMillis(afterMillis), 10)) {
            Fault silence = emulators.primary().faults().on(READ).hang();

            CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(() -> new OAuth(api).isActive(token));
            eventually(() -> emulators.secondary().counters().received(READ) == 1);
            assertThat(answer).isNotDone(); // what the leader says may yet be a refusal
            silence.release();

            assertThat(answer.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(emulators.calls().of(READ)).hasToString("1/1");
            assertThat(hedges("needed")).isEqualTo(1);
            assertThat(hedges("in-vain")).isZero();
        }
    }

    @Test
    void aRefusalOfTheFirstOutweighsAnAcceptanceThatCameSooner(TokenMigrator migrator) throws Exception {
        String token = loginAtSecondary();
        migrator.runOnce();
        emulators.primary().advance(Duration.ofDays(2));
        try (DualAuthleteApi api = hedged(AT_ONCE, 10)) {
            Fault silence = emulators.primary().faults().on(READ).hang();

            CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(() -> new OAuth(api).isActive(token));
            eventually(() -> emulators.secondary().counters().processed(READ) == 1);
            silence.release();

            assertThat(answer.get(30, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void whatCustodySettlesIsNotHedged() {
        String token = new OAuth(emulators.primaryApi()).login(client).access();
        try (DualAuthleteApi api = hedged(AT_ONCE, 100)) {
            OAuth server = new OAuth(api);
            server.introspect(token);
            eventually(() -> emulators.secondary().counters().received(READ) == 1); // in vain, and maybe late
            emulators.mark();

            server.introspect(token);

            assertThat(emulators.calls()).hasToString("1/0");
        }
    }

    @Test
    void aFirstThatAnswersInTimeIsAskedAlone() {
        String token = new OAuth(emulators.primaryApi()).login(client).access();
        emulators.mark();
        try (DualAuthleteApi api = hedged(Patience.LONG, 100)) {
            new OAuth(api).introspect(token);

            assertThat(emulators.calls()).hasToString("1/0");
            assertThat(hedges("needed") + hedges("in-vain") + hedges("out-of-budget"))
                    .isZero();
        }
    }

    @Test
    void anExplanationTellsWhetherTheSecondWouldBeAskedBeforeItsTurn() {
        String token = new OAuth(emulators.primaryApi()).login(client).access();
        try (DualAuthleteApi api = hedged(Patience.LONG, 100)) {
            ExplainRequest introspection = new ExplainRequest(READ, null, token, null);
            DualClient engine = api.dualClient();
            assertThat(engine.explain(introspection.call()).hedgesAfter()).isEqualTo(Patience.LONG);

            new OAuth(api).introspect(token);

            assertThat(engine.explain(introspection.call()).hedgesAfter())
                    .as("the primary knows it")
                    .isNull();
            assertThat(engine.explain(new ExplainRequest("service-get", null, null, null).call())
                            .hedgesAfter())
                    .isNull();
        }
    }

    @Test
    void callsInVainAreBounded() {
        OAuth primary = new OAuth(emulators.primaryApi());
        try (DualAuthleteApi api = hedged(AT_ONCE, 10)) {
            for (int i = 0; i < 50; i++) {
                String token = primary.clientCredentials(client).getAccessToken();
                assertThat(new OAuth(api).isActive(token)).isTrue();
            }
        }
        assertThat(hedges("in-vain")).isBetween(1.0, 10.0 + 5);
        assertThat(hedges("in-vain") + hedges("out-of-budget")).isEqualTo(50);
        assertThat(emulators.secondary().counters().received(READ)).isBetween(1, (int) hedges("in-vain"));
    }

    @Test
    void callsThatWereNeededAnywayAreNotInVain() {
        OAuth secondary = new OAuth(emulators.secondaryApi());
        emulators.mark();
        try (DualAuthleteApi api = hedged(AT_ONCE, 0)) {
            assertThat(new OAuth(api)
                            .isActive(secondary.clientCredentials(client).getAccessToken()))
                    .isTrue();
            assertThat(emulators.calls().of(READ)).hasToString("1/1");
        }
        try (DualAuthleteApi api = hedged(AT_ONCE, 1)) {
            for (int i = 0; i < 50; i++) {
                String token = secondary.clientCredentials(client).getAccessToken();
                Fault silence = emulators.primary().faults().on(READ).hang();
                CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(() -> new OAuth(api).isActive(token));
                int asked = i + 2;
                eventually(() -> emulators.secondary().counters().received(READ) == asked);
                silence.release();
                assertThat(answer).succeedsWithin(Patience.LONG).isEqualTo(true);
            }
        }
    }

    private DualAuthleteApi hedged(Duration after, int budget) {
        return Patience.with(emulators)
                .rule(READ, rule -> rule.withHedgeAfter(after))
                .hedgeBudget(budget)
                .listener(new CallMeters(meters))
                .build();
    }

    private double hedges(String result) {
        return meters.get("dualclient.hedges").tag("result", result).counter().count();
    }

    private String loginAtSecondary() {
        String token = new OAuth(emulators.secondaryApi()).login(client).access();
        emulators.mark();
        return token;
    }

    private static void eventually(BooleanSupplier happened) {
        Awaitility.await().atMost(Patience.LONG).until(happened::getAsBoolean);
    }
}
