package dev.dualclient.test.histories;

import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Side;
import dev.dualclient.test.histories.step.Afterwards;
import dev.dualclient.test.histories.step.AtOnce;
import dev.dualclient.test.histories.step.Attack;
import dev.dualclient.test.histories.step.Authenticate;
import dev.dualclient.test.histories.step.Carry;
import dev.dualclient.test.histories.step.CarryOver;
import dev.dualclient.test.histories.step.ChangeClient;
import dev.dualclient.test.histories.step.ChangeStage;
import dev.dualclient.test.histories.step.Crash;
import dev.dualclient.test.histories.step.Crossing;
import dev.dualclient.test.histories.step.EndByHash;
import dev.dualclient.test.histories.step.EndPastNodes;
import dev.dualclient.test.histories.step.Exchange;
import dev.dualclient.test.histories.step.FailingTick;
import dev.dualclient.test.histories.step.HybridLogin;
import dev.dualclient.test.histories.step.ImportClients;
import dev.dualclient.test.histories.step.ImportDeletedClient;
import dev.dualclient.test.histories.step.Introspect;
import dev.dualclient.test.histories.step.KillMany;
import dev.dualclient.test.histories.step.Login;
import dev.dualclient.test.histories.step.Migrate;
import dev.dualclient.test.histories.step.Mishap;
import dev.dualclient.test.histories.step.Outage;
import dev.dualclient.test.histories.step.Peace;
import dev.dualclient.test.histories.step.PresentAll;
import dev.dualclient.test.histories.step.Push;
import dev.dualclient.test.histories.step.Redeem;
import dev.dualclient.test.histories.step.Refresh;
import dev.dualclient.test.histories.step.Revoke;
import dev.dualclient.test.histories.step.RotateKeys;
import dev.dualclient.test.histories.step.SecondaryFirst;
import dev.dualclient.test.histories.step.StageOfClient;
import dev.dualclient.test.histories.step.Step;
import dev.dualclient.test.histories.step.StoreOutage;
import dev.dualclient.test.histories.step.Then;
import dev.dualclient.test.histories.step.Tick;
import dev.dualclient.test.histories.step.Update;
import dev.dualclient.test.histories.step.Wait;
import dev.dualclient.test.histories.step.Which;
import dev.dualclient.test.histories.truth.Death;
import dev.dualclient.test.histories.world.Fault;
import dev.dualclient.test.histories.world.Scene;
import dev.dualclient.test.histories.world.Scene.Oddity;
import dev.dualclient.test.histories.world.StoreState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes a history from a seed: the same one each time. */
final class Generator {

    private static final int STEPS = 25;

    /** Random logins have other numbers than those of openings. */
    private static final int LOGINS_OF_OPENINGS = 4;

    private static final List<String> SUBJECTS = List.of("john", "mary");
    private static final List<Death> KILLS =
            List.of(Death.KILLED_BY_SUBJECT, Death.KILLED_BY_CLIENT, Death.KILLED_BY_GRANT);
    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(50),
            Duration.ofHours(20),
            Duration.ofDays(3));

    private final Random random;
    private final List<Step> steps = new ArrayList<>();
    private int logins;
    private int nodes;

    private final boolean attacked;
    private boolean carried;

    private Generator(long seed, boolean attacked) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.attacked = attacked;
    }

    /** Returns the history of a seed, in which users, clients, operators, backends and the migrator do what is usual. */
    static History history(long seed) {
        return new Generator(seed, false).history(Set.of());
    }

    /** Returns the history of a seed, on a migrator that copies codes. */
    static History historyWithCopiedCodes(long seed) {
        return new Generator(seed, false).history(Set.of(Oddity.CODES_COPIED));
    }

    /** Returns the history of a seed: in every other one there are strangers, and much that is odd. */
    static History any(long seed) {
        return seed % 2 == 0 ? attack(seed) : history(seed);
    }

    /** Returns the history of a seed, in which there are strangers, and much that is odd. */
    static History attack(long seed) {
        Generator generator = new Generator(seed, true);
        return generator.history(generator.oddities());
    }

    /** Returns the history of a seed, in which nodes carry rows over: in every other one there are strangers, and much that is odd. */
    static History carried(long seed) {
        Generator generator = new Generator(seed, seed % 2 == 0);
        generator.carried = true;
        EnumSet<Oddity> oddities = EnumSet.of(Oddity.CARRIED_OVER);
        if (generator.attacked) {
            oddities.addAll(generator.oddities());
            oddities.remove(Oddity.CARRIED_BY_CALLS);
        }
        if (generator.random.nextInt(3) == 0) {
            oddities.add(Oddity.TIDIED);
        }
        return generator.history(oddities);
    }

    private Set<Oddity> oddities() {
        EnumSet<Oddity> oddities = EnumSet.noneOf(Oddity.class);
        for (Oddity oddity : Oddity.values()) {
            boolean drawn = !Scene.OF_READINESS.contains(oddity) && !Scene.OF_CARRY_OVER.contains(oddity);
            if (drawn && random.nextInt(oddity == Oddity.MANY_TOKENS ? 40 : 5) == 0) {
                oddities.add(oddity);
            }
        }
        oddities.remove(Oddity.CODES_COPIED);
        return oddities;
    }

    private History history(Set<Oddity> oddities) {
        nodes = 1 + random.nextInt(2);
        Scene scene = new Scene(
                random.nextInt(3) > 0 ? Scene.Refreshes.ROTATING : any(Scene.Refreshes.values()),
                random.nextBoolean() ? Scene.Place.BOTH : any(Scene.Place.values()),
                random.nextInt(4) == 0,
                nodes,
                random.nextInt(4) > 0 ? Stage.PRIMARY_FIRST : any(Stage.values()),
                random.nextBoolean(),
                oddities);
        if (carried) {
            scene = scene.withDurableKills();
        }
        int count = 5 + random.nextInt(STEPS);
        Opening opening = attacked && !carried && random.nextInt(3) == 0 ? any(Opening.values()) : null;
        if (carried && random.nextInt(3) > 0) {
            scene = CarryOpening.scene(scene);
            steps.addAll(CarryOpening.draw(random, nodes));
            logins = 1;
            count = random.nextInt(8);
        } else if (opening == null) {
            steps.add(login());
        } else {
            scene = opening.scene(scene);
            nodes = scene.nodes();
            open(opening);
            count = opening.isLeftAlone() ? 0 : random.nextInt(STEPS);
        }
        for (int i = 0; i < count; i++) {
            steps.add(next());
        }
        steps.add(new Peace());
        if (carried && scene.refreshes() != Scene.Refreshes.KEPT) {
            steps.add(new Afterwards());
        } else if (attacked && (count == 0 || random.nextInt(6) == 0)) {
            steps.add(new Afterwards());
        }
        List<Stage> stages = new ArrayList<>(Arrays.asList(Stage.values()));
        Collections.shuffle(stages, random);
        stages.forEach(stage -> steps.add(new PresentAll(stage)));
        return new History(scene, steps);
    }

    /** Takes the steps of an opening, among which others may be. */
    private void open(Opening opening) {
        logins = LOGINS_OF_OPENINGS;
        for (Step step : opening.steps(random, nodes)) {
            if (random.nextInt(10) == 0) {
                steps.add(next());
            }
            steps.add(random.nextInt(20) == 0 ? befallen(step) : step);
        }
    }

    private Step next() {
        if (carried && random.nextInt(3) == 0) {
            return carrying();
        }
        if (attacked && random.nextInt(3) == 0) {
            return odd();
        }
        int what = random.nextInt(100);
        if (what < 52) {
            return befallen(request());
        } else if (what < 60) {
            return new AtOnce(befallen(request()), befallen(request()), random.nextLong());
        } else if (what < 76) {
            return any(Migrate.values());
        } else if (what < 86) {
            return outage();
        } else if (what < 88) {
            return new StoreOutage(random.nextBoolean() ? StoreState.UP : any(StoreState.values()));
        } else if (what < 93) {
            return new ChangeStage(node(), any(Stage.values()), random.nextBoolean());
        } else if (what < 97) {
            return new Wait(WAITS.get(random.nextInt(WAITS.size())));
        } else if (what < 98) {
            return random.nextBoolean() ? new ImportClients() : new SecondaryFirst(random.nextBoolean());
        }
        return befallen(new Tick(node()));
    }

    /** A refresh, and a node that carries what it brought while other things happen. */
    private Step carrying() {
        int login = anyLogin();
        Step tick = befallen(new Tick(node()));
        Step refresh = new Refresh(node(), login, which());
        Step carry = befallen(new CarryOver(node(), login, Which.LATEST));
        return switch (random.nextInt(8)) {
            case 0 -> befallen(refresh);
            case 1 -> new AtOnce(tick, befallen(request()), random.nextLong());
            case 2 -> new AtOnce(tick, befallen(refresh), random.nextLong());
            case 3 -> new Crossing(tick, befallen(refresh), random.nextLong());
            case 4 -> new Crossing(carry, befallen(request()), random.nextLong());
            case 5 ->
                new Crossing(carry, new Then(new CarryOver(node(), login, Which.LATEST), refresh), random.nextLong());
            case 6 -> carry;
            default -> tick;
        };
    }

    private Step odd() {
        int what = random.nextInt(100);
        if (what < 84) {
            return random.nextInt(5) == 0
                    ? new AtOnce(befallen(oddRequest()), befallen(request()), random.nextLong())
                    : befallen(oddRequest());
        } else if (what < 90) {
            return new StageOfClient(node(), any(Stage.values()));
        } else if (what < 95) {
            return new FailingTick(node(), random.nextInt(6));
        }
        return new RotateKeys();
    }

    private Step oddRequest() {
        int what = random.nextInt(106);
        if (what >= 100) {
            return what < 102
                    ? new EndPastNodes(side(), anyLogin(), which())
                    : what < 104 ? new ImportDeletedClient() : new Push(node());
        } else if (what < 30) {
            return new Attack(node(), anyLogin(), which(), any(Attack.Manner.values()));
        } else if (what < 45) {
            return new EndByHash(node(), anyLogin(), which(), random.nextBoolean(), random.nextBoolean());
        } else if (what < 55) {
            return new Exchange(node(), anyLogin(), which(), anyLogin(), which());
        } else if (what < 70) {
            return new Carry(node(), anyLogin());
        } else if (what < 82) {
            return new Update(node(), anyLogin());
        }
        return new HybridLogin(node(), logins++, subject());
    }

    private Step befallen(Step step) {
        int what = random.nextInt(100);
        if (what < 14) {
            return new Mishap(step, side(), fault(), random.nextInt(4));
        } else if (what < 22) {
            return new Crash(step, random.nextInt(8), random.nextBoolean());
        }
        return step;
    }

    private Step request() {
        int what = random.nextInt(100);
        if (what < 9) {
            return login();
        } else if (what < 18) {
            return new Redeem(node(), anyLogin());
        } else if (what < 48) {
            return new Refresh(node(), anyLogin(), which());
        } else if (what < 68) {
            return new Introspect(node(), anyLogin(), which(), any(Introspect.Manner.values()));
        } else if (what < 80) {
            return new Revoke(node(), anyLogin(), which(), random.nextBoolean(), random.nextInt(4) == 0);
        } else if (what < 87) {
            return new KillMany(node(), KILLS.get(random.nextInt(KILLS.size())), subject());
        } else if (what < 94) {
            return new ChangeClient(node(), any(ChangeClient.Change.values()));
        }
        return new Authenticate(node(), random.nextBoolean());
    }

    private Step login() {
        int node = random.nextInt(3) == 0 ? node() : Login.BEFORE;
        return new Login(node, logins++, subject(), random.nextInt(3) == 0);
    }

    private Step outage() {
        return new Outage(side(), random.nextBoolean() ? Fault.NONE : fault());
    }

    private Fault fault() {
        return Fault.values()[1 + random.nextInt(Fault.values().length - 1)];
    }

    private Side side() {
        return any(Side.values());
    }

    private int node() {
        return random.nextInt(nodes);
    }

    private int anyLogin() {
        return random.nextInt(logins);
    }

    private String subject() {
        return SUBJECTS.get(random.nextInt(3) / 2);
    }

    private Which which() {
        int what = random.nextInt(10);
        return what < 6 ? Which.LATEST : what < 8 ? Which.PREVIOUS : Which.FIRST;
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
