package dev.dualclient.test.scenarios;

import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.types.GrantType;
import com.authlete.common.types.JWSAlg;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Migrator;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.carryover.CarryOverState;
import dev.dualclient.migration.readiness.ExternalFacts;
import dev.dualclient.migration.readiness.ReadinessReport;
import dev.dualclient.migration.readiness.Verdict;
import dev.dualclient.test.EmulatedFacts;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.stores.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A migration by carry-over alone, without a token migrator: so many users of 2.3 use their tokens when they like, some of
 * them never. It prints the curve of what only 2.3 holds, what was left and why, and the verdict; then 2.3 is stopped, and
 * every user who is still logged in comes again. It ends with 1 if the verdict is not SAFE, or if one of them is refused.
 *
 * <p>Arguments: how many users, and a seed.
 */
public final class CarriedMigration {

    private static final int IDLE_OF_HUNDRED = 2;
    private static final double COME_IN_AN_HOUR = 0.2;
    private static final int BATCH = 100; // fewer than the queue of carry-over holds
    private static final int HOURS = 48;
    private static final int LATEST_DAY = 40;

    private static final ExternalFacts ID_TOKENS = new EmulatedFacts(Duration.ofDays(1));

    private final Emulators emulators;
    private final Nodes nodes;
    private final TestClient client;
    private final DualAuthleteApi api;
    private final Random random;
    private final List<String> active = new ArrayList<>();
    private final long begin = System.nanoTime();

    private CarriedMigration(Emulators emulators, Nodes nodes, long seed) {
        this.emulators = emulators;
        this.nodes = nodes;
        this.client = nodes.declared(emulators
                .client()
                .with(changed -> changed.setIdTokenSignAlg(JWSAlg.ES256))
                .atBoth());
        this.api = nodes.start(CarryScene.carryOver(UnaryOperator.identity())
                .andThen(builder -> builder.readiness(
                                settings -> settings.withMigrator(Migrator.NONE).withAccept(Set.of("lists-expired")))
                        .externalFacts(ID_TOKENS)));
        this.random = new Random(seed);
    }

    /**
     * Runs it.
     *
     * @param arguments the number of users, and the seed
     */
    public static void main(String[] arguments) {
        int users = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        boolean right;
        try (Emulators emulators = Emulators.start();
                Nodes nodes = new Nodes(emulators, Front.FACADE, Stores.H2)) {
            right = new CarriedMigration(emulators, nodes, seed).run(users);
        }
        System.exit(right ? 0 : 1);
    }

    private boolean run(int users) {
        logIn(users);
        api.dualClient().stages().force(policy -> policy.withStage(Stage.DRAIN), "the migration begins");
        System.out.println("| hour | token rows at 2.3 alone |\n|---|---|");
        tell(0);
        for (int hour = 1; hour <= HOURS; hour++) {
            pass(Duration.ofHours(1));
            come(COME_IN_AN_HOUR);
            if (hour % 4 == 0) {
                tell(hour);
            }
        }
        left();
        ReadinessReport report = untilSafe();
        System.out.println(report.verdict() + " " + report.objections());
        if (report.verdict() != Verdict.SAFE) {
            return false;
        }
        api.dualClient().stages().change(policy -> policy.withStage(Stage.PRIMARY_ONLY), "3.0 has everything");
        emulators.secondary().faults().refuseConnections();
        pass(Duration.ofSeconds(5));
        int refused = come(1);
        System.out.printf(
                "%d users by carry-over alone in %d s: SAFE, 2.3 stopped, %d of %d who are logged in came again: %d"
                        + " differences%n",
                users,
                Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                active.size() - refused,
                active.size(),
                refused);
        return refused == 0;
    }

    private void logIn(int users) {
        for (int user = 0; user < users; user++) {
            String token = emulators
                    .secondaryApi()
                    .tokenCreate(new TokenCreateRequest()
                            .setGrantType(GrantType.AUTHORIZATION_CODE)
                            .setClientId(client.id())
                            .setSubject("user-" + user)
                            .setScopes(new String[] {"openid"}))
                    .getRefreshToken();
            if (user % 100 >= IDLE_OF_HUNDRED) {
                active.add(token);
            }
        }
    }

    private void pass(Duration time) {
        emulators.advance(time);
        nodes.pass(time);
        nodes.pass(Duration.ZERO);
    }

    /** Lets users refresh their tokens; returns how many were refused. */
    private int come(double share) {
        OAuth server = new OAuth(api);
        int refused = 0;
        int came = 0;
        for (int user = 0; user < active.size(); user++) {
            if (random.nextDouble() < share) {
                TokenResponse answer = server.refresh(client, active.get(user));
                if (answer.getAction() == TokenResponse.Action.OK) {
                    active.set(user, answer.getRefreshToken());
                } else {
                    refused++;
                }
                if (++came % BATCH == 0) {
                    nodes.pass(Duration.ZERO); // rows are copied
                }
            }
        }
        nodes.pass(Duration.ZERO);
        return refused;
    }

    private ReadinessReport scanned() {
        if (!api.readiness().scan()) {
            throw new IllegalStateException("nobody else scans here");
        }
        return api.readiness().report();
    }

    private void tell(int hour) {
        List<ReadinessReport.Remaining> curve = scanned().remaining();
        System.out.printf("| %d | %d |%n", hour, curve.get(curve.size() - 1).rows());
    }

    private void left() {
        CarryOverState state = api.dualClient().carryOver().state();
        System.out.println("Carried over: " + counted(state.results()) + ", not: " + counted(state.reasons()));
        api.readiness()
                .report()
                .clients()
                .forEach(blocker -> System.out.printf(
                        "Left: %d rows, not used since %s (%s)%n",
                        blocker.rows(), blocker.leastUsed(), blocker.why().words()));
    }

    private static <K> Map<K, Long> counted(Map<K, Long> counts) {
        Map<K, Long> some = new LinkedHashMap<>(counts);
        some.values().removeIf(count -> count == 0);
        return some;
    }

    /** Waits until what nobody uses has expired; the others come every other day. */
    private ReadinessReport untilSafe() {
        ReadinessReport report = scanned();
        for (int day = 1; day <= LATEST_DAY && report.verdict() != Verdict.SAFE; day++) {
            pass(Duration.ofDays(1));
            if (day % 2 == 0) {
                come(1);
                pass(Duration.ofMinutes(1));
            }
            report = scanned();
            System.out.println("Day " + day + ": " + report.verdict());
        }
        return report;
    }
}
