package dev.dualclient.test.histories;

import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Side;
import dev.dualclient.test.histories.step.AskReadiness;
import dev.dualclient.test.histories.step.ChangeStage;
import dev.dualclient.test.histories.step.Crash;
import dev.dualclient.test.histories.step.FinishMigration;
import dev.dualclient.test.histories.step.Introspect;
import dev.dualclient.test.histories.step.KillMany;
import dev.dualclient.test.histories.step.Login;
import dev.dualclient.test.histories.step.Migrate;
import dev.dualclient.test.histories.step.Mishap;
import dev.dualclient.test.histories.step.Outage;
import dev.dualclient.test.histories.step.Peace;
import dev.dualclient.test.histories.step.PresentAll;
import dev.dualclient.test.histories.step.Redeem;
import dev.dualclient.test.histories.step.Refresh;
import dev.dualclient.test.histories.step.Revoke;
import dev.dualclient.test.histories.step.StageOfClient;
import dev.dualclient.test.histories.step.Step;
import dev.dualclient.test.histories.step.StoreOutage;
import dev.dualclient.test.histories.step.Wait;
import dev.dualclient.test.histories.step.Which;
import dev.dualclient.test.histories.truth.Death;
import dev.dualclient.test.histories.world.Fault;
import dev.dualclient.test.histories.world.Scene;
import dev.dualclient.test.histories.world.Scene.Oddity;
import dev.dualclient.test.histories.world.StoreState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes a migration from a seed, the same one each time: tokens of the secondary, a drain, in which it is asked at any time
 * whether the secondary can be switched off, and an end in which all is well and it is asked once a day.
 */
final class ReadinessGenerator {

    private static final int BEFORE_DRAIN = 8;
    private static final int IN_DRAIN = 22;
    private static final int DAYS = 14;
    private static final List<Death> KILLS = List.of(Death.KILLED_BY_SUBJECT, Death.KILLED_BY_CLIENT);
    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(20),
            Duration.ofMinutes(3),
            Duration.ofHours(2),
            Duration.ofHours(25),
            Duration.ofHours(26),
            Duration.ofHours(49));
    private static final List<Oddity> ODDITIES = List.of(
            Oddity.ROWS_MISSING,
            Oddity.ROWS_REPEATED,
            Oddity.HALF_COPIED,
            Oddity.LISTS_SHIFT,
            Oddity.CLOCKS_APART,
            Oddity.JWT_ACCESS_TOKENS,
            Oddity.PUBLIC_CLIENT,
            Oddity.TWO_ENDED_A_CALL);

    private final Random random;
    private final List<Step> steps = new ArrayList<>();
    private int nodes;
    private int logins;
    private boolean drained;

    private ReadinessGenerator(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L + 77);
    }

    /** Returns the migration of a seed. */
    static History history(long seed) {
        return new ReadinessGenerator(seed).history();
    }

    private History history() {
        nodes = 1 + random.nextInt(2);
        Scene scene = new Scene(
                any(Scene.Refreshes.values()),
                random.nextInt(6) > 0 ? Scene.Place.BOTH : any(Scene.Place.values()),
                random.nextInt(4) == 0,
                nodes,
                random.nextInt(3) > 0 ? Stage.PRIMARY_FIRST : Stage.SECONDARY_FIRST,
                true,
                oddities());
        steps.add(login());
        for (int count = random.nextInt(BEFORE_DRAIN); count > 0; count--) {
            steps.add(before());
        }
        steps.add(new ChangeStage(node(), Stage.DRAIN, false));
        drained = true;
        for (int count = random.nextInt(IN_DRAIN); count > 0; count--) {
            steps.add(inDrain());
        }
        end();
        return new History(scene, steps);
    }

    private void end() {
        steps.add(new Peace());
        for (int node = 0; node < nodes; node++) {
            steps.add(new ChangeStage(node, Stage.DRAIN, false));
        }
        steps.add(new FinishMigration(node(), random.nextInt(4) > 0));
        for (int day = 0; day < DAYS; day++) {
            steps.add(new AskReadiness(node(), Duration.ofHours(25)));
        }
        steps.add(new PresentAll(Stage.PRIMARY_ONLY));
    }

    private Set<Oddity> oddities() {
        EnumSet<Oddity> odd = EnumSet.noneOf(Oddity.class);
        for (Oddity oddity : ODDITIES) {
            if (random.nextInt(9) == 0) {
                odd.add(oddity);
            }
        }
        return odd;
    }

    private Step before() {
        int what = random.nextInt(10);
        if (what < 4) {
            return befallen(request());
        } else if (what < 6) {
            return login();
        } else if (what < 8) {
            return any(Migrate.values());
        }
        return what < 9 ? outage() : wait(3);
    }

    private Step inDrain() {
        int what = random.nextInt(100);
        if (what < 27) {
            return new AskReadiness(node(), Duration.ZERO);
        } else if (what < 52) {
            return befallen(request());
        } else if (what < 57) {
            return login();
        } else if (what < 68) {
            return any(Migrate.values());
        } else if (what < 84) {
            return wait(WAITS.size());
        } else if (what < 89) {
            return outage();
        } else if (what < 91) {
            return new StoreOutage(random.nextInt(3) > 0 ? StoreState.UP : any(StoreState.values()));
        } else if (what < 94) {
            return new StageOfClient(node(), random.nextInt(3) == 0 ? Stage.PRIMARY_FIRST : Stage.DRAIN);
        } else if (what < 97) {
            return new ChangeStage(
                    node(), random.nextInt(3) == 0 ? Stage.PRIMARY_FIRST : Stage.DRAIN, random.nextBoolean());
        }
        return new FinishMigration(node(), random.nextBoolean());
    }

    private Step befallen(Step step) {
        int what = random.nextInt(100);
        if (what < 10) {
            return new Mishap(step, any(Side.values()), fault(), random.nextInt(4));
        } else if (what < 14) {
            return new Crash(step, random.nextInt(8), random.nextBoolean());
        }
        return step;
    }

    private Step request() {
        int what = random.nextInt(100);
        if (what < 12) {
            return new Redeem(node(), random.nextInt(logins));
        } else if (what < 55) {
            return new Refresh(node(), random.nextInt(logins), which());
        } else if (what < 82) {
            return new Introspect(node(), random.nextInt(logins), which(), any(Introspect.Manner.values()));
        } else if (what < 92) {
            return new Revoke(node(), random.nextInt(logins), which(), random.nextBoolean(), false);
        }
        return new KillMany(node(), KILLS.get(random.nextInt(KILLS.size())), "john");
    }

    /** While nothing may begin at the secondary, somebody who logs in there is a stranger, whose code no list shows. */
    private Step login() {
        boolean direct = random.nextInt(drained ? 2 : 3) > 0;
        boolean byCode = !(direct && drained) && random.nextInt(3) == 0;
        return new Login(direct ? Login.BEFORE : node(), logins++, random.nextInt(3) > 0 ? "john" : "mary", byCode);
    }

    private Step wait(int most) {
        return new Wait(WAITS.get(random.nextInt(most)));
    }

    private Step outage() {
        return new Outage(any(Side.values()), random.nextInt(3) > 0 ? Fault.NONE : fault());
    }

    private Fault fault() {
        return Fault.values()[1 + random.nextInt(Fault.values().length - 1)];
    }

    private int node() {
        return random.nextInt(nodes);
    }

    private Which which() {
        int what = random.nextInt(10);
        return what < 6 ? Which.LATEST : what < 8 ? Which.PREVIOUS : Which.FIRST;
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
