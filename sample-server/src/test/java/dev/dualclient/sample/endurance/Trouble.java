package dev.dualclient.sample.endurance;

import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.server.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Everything that goes wrong, one thing after the other, each while the users make some steps. */
final class Trouble {

    private static final List<String> LOST = List.of("auth-token", "auth-revocation", "auth-introspection-standard");

    private final Cluster cluster;
    private final Tally tally;
    private final Random random;
    private final List<Fault> lost = new ArrayList<>();
    private final int steps;

    /**
     * Prepares trouble.
     *
     * @param steps how many steps the users make before the next thing happens
     */
    Trouble(Cluster cluster, Tally tally, long seed, int steps) {
        this.cluster = cluster;
        this.tally = tally;
        this.random = new Random(seed);
        this.steps = steps;
    }

    /** Lets each thing happen once. */
    void round() throws InterruptedException {
        AuthleteEmulator primary = cluster.emulators().primary();
        AuthleteEmulator secondary = cluster.emulators().secondary();
        loseAnswers(primary);
        tally.awaitSteps(steps);
        loseAnswers(secondary);
        tally.awaitSteps(steps);
        kill(random.nextInt(2));
        outage(primary);
        outage(secondary);
    }

    /** The backend does what it is asked for, and its answer does not arrive. */
    private void loseAnswers(AuthleteEmulator backend) {
        for (String operation : LOST) {
            lost.add(backend.faults().on(operation).times(3).afterProcessing().drop());
        }
    }

    /** Returns how many answers were lost. */
    int lostAnswers() {
        return lost.stream().mapToInt(Fault::hits).sum();
    }

    private void kill(int node) throws InterruptedException {
        cluster.kill(node);
        tally.count("servers killed");
        tally.awaitSteps(steps);
        cluster.restart(node);
        tally.awaitSteps(steps);
    }

    private void outage(AuthleteEmulator backend) throws InterruptedException {
        Fault down = backend.faults().refuseConnections();
        tally.count("outages");
        tally.awaitSteps(steps);
        down.release();
        tally.awaitSteps(steps);
    }
}
