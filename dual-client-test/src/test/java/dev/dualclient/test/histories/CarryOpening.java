package dev.dualclient.test.histories;

import static dev.dualclient.test.histories.step.Login.BEFORE;

import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Side;
import dev.dualclient.test.histories.step.CarryOver;
import dev.dualclient.test.histories.step.Crash;
import dev.dualclient.test.histories.step.Crossing;
import dev.dualclient.test.histories.step.Login;
import dev.dualclient.test.histories.step.Mishap;
import dev.dualclient.test.histories.step.Outage;
import dev.dualclient.test.histories.step.Refresh;
import dev.dualclient.test.histories.step.Revoke;
import dev.dualclient.test.histories.step.Step;
import dev.dualclient.test.histories.step.Then;
import dev.dualclient.test.histories.step.Tick;
import dev.dualclient.test.histories.step.Wait;
import dev.dualclient.test.histories.step.Which;
import dev.dualclient.test.histories.world.Fault;
import dev.dualclient.test.histories.world.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** How a history of carry-over can begin: by what the model of custody shows to be needed for each rule to matter. */
enum CarryOpening {
    /** Two copies of one row are under way, and the row is used in between. */
    CARRIED_TWICE {
        @Override
        List<Step> steps(Random random, int nodes) {
            Step again = new Then(carry(random, nodes), refresh(random, nodes));
            return List.of(refresh(random, nodes), new Crossing(carry(random, nodes), again, random.nextLong(), MANY));
        }
    },
    /** A row is used while it is copied. */
    USED_WHILE_COPIED {
        @Override
        List<Step> steps(Random random, int nodes) {
            Step use = refresh(random, nodes);
            Step copy = random.nextBoolean() ? carry(random, nodes) : allTick(nodes);
            Step one = random.nextInt(3) == 0 ? new Crash(use, 2 + random.nextInt(8), true) : use;
            return List.of(
                    refresh(random, nodes),
                    random.nextBoolean()
                            ? new Crossing(one, copy, random.nextLong())
                            : new Crossing(copy, one, random.nextLong()));
        }
    },
    /** The primary does not answer, and the row is used or revoked then. */
    UNANSWERED {
        @Override
        List<Step> steps(Random random, int nodes) {
            Fault fault = random.nextBoolean() ? Fault.DROPS_AFTER_PROCESSING : Fault.HANGS;
            List<Step> steps = new ArrayList<>(List.of(refresh(random, nodes)));
            if (random.nextBoolean()) {
                Step copy = new Mishap(carry(random, nodes), Side.PRIMARY, fault, 2 + random.nextInt(4));
                Step end = new Revoke(random.nextInt(nodes), 0, Which.LATEST, random.nextBoolean(), false);
                steps.add(new Crossing(copy, end, random.nextLong(), MANY));
                return steps;
            }
            int after = 1 + random.nextInt(3); // client-get, service-get, auth-token-create
            steps.add(new Mishap(carry(random, nodes), Side.PRIMARY, fault, after));
            steps.addAll(usedAtSecondary(random, nodes));
            return steps;
        }
    },
    /** A row that was copied is used while the primary is down. */
    PRIMARY_DOWN {
        @Override
        List<Step> steps(Random random, int nodes) {
            List<Step> steps = new ArrayList<>(List.of(refresh(random, nodes), carry(random, nodes)));
            steps.addAll(usedAtSecondary(random, nodes));
            return steps;
        }
    },
    /** A row that was copied is used at the primary. */
    USED {
        @Override
        List<Step> steps(Random random, int nodes) {
            return List.of(refresh(random, nodes), allTick(nodes), refresh(random, nodes));
        }
    };

    /** More calls than a copy and a use take together. */
    private static final int MANY = 30;

    private static final Duration WINDOW = Duration.ofMinutes(50);

    /** Returns what happens after a login at the secondary. */
    abstract List<Step> steps(Random random, int nodes);

    /** Returns the scene for it, which is as it was drawn where that does not matter. */
    static Scene scene(Scene drawn) {
        return drawn.with(Scene.Place.BOTH).with(Stage.PRIMARY_FIRST).without(Scene.Oddity.JWT_ACCESS_TOKENS);
    }

    /** Returns such a beginning. */
    static List<Step> draw(Random random, int nodes) {
        List<Step> steps = new ArrayList<>(List.of(new Login(BEFORE, 0, "john", false)));
        CarryOpening[] all = values();
        steps.addAll(all[random.nextInt(all.length)].steps(random, nodes));
        if (random.nextBoolean()) {
            steps.add(new Wait(WINDOW));
        }
        return steps;
    }

    private static List<Step> usedAtSecondary(Random random, int nodes) {
        Step end = random.nextInt(3) == 0
                ? new Revoke(random.nextInt(nodes), 0, Which.LATEST, random.nextBoolean(), false)
                : refresh(random, nodes);
        return List.of(new Outage(Side.PRIMARY, Fault.REFUSES_CONNECTIONS), end, new Outage(Side.PRIMARY, Fault.NONE));
    }

    private static Step refresh(Random random, int nodes) {
        return new Refresh(random.nextInt(nodes), 0, Which.LATEST);
    }

    private static Step carry(Random random, int nodes) {
        return new CarryOver(random.nextInt(nodes), 0, Which.LATEST);
    }

    private static Step allTick(int nodes) {
        return nodes == 1 ? new Tick(0) : new Then(new Tick(0), new Tick(1));
    }
}
