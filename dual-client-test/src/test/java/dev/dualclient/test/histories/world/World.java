package dev.dualclient.test.histories.world;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.readiness.ReadinessReport;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import dev.dualclient.test.histories.truth.App;
import dev.dualclient.test.histories.truth.Circumstances;
import dev.dualclient.test.histories.truth.Line;
import dev.dualclient.test.histories.truth.Pair;
import dev.dualclient.test.histories.truth.Truth;
import dev.dualclient.test.histories.world.Scene.Oddity;
import dev.dualclient.test.migrator.ClientImport.Secrets;
import dev.dualclient.test.migrator.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything that a step of a history acts on. Not thread-safe. */
public final class World implements Circumstances, AutoCloseable {

    private static final Duration LAG = Duration.ofHours(24);
    private static final Duration APART = Duration.ofSeconds(5);
    private static final int MANY = 120;
    private static final Operation TOKEN_CREATE = Catalogue.operation("auth-token-create");

    /** The login of tokens that belong to none of the history. */
    private static final int NOBODYS = -1;

    private static final int MINUTES_OF_DELIVERY = 12;

    /** In milliseconds, how long a node may not have noticed that the store is back: so long after a failure it asks again. */
    private static final long PAUSE_AFTER_FAILURE = 1000;

    private final Scene scene;
    private final Site site;
    private final Node.Kind kind;
    private final Weather weather = new Weather();
    private final SharedMemory memory;
    private final Baton baton = new Baton();
    private final List<Running> running = new ArrayList<>();
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final Set<Pair> carried = new HashSet<>();
    private final List<String> told = new ArrayList<>();
    private final Truth truth;
    private final App stranger;
    private App owner;
    private long storeChangedAt = Long.MIN_VALUE / 2;
    private boolean secondaryFirst;
    private boolean imported;
    private boolean peace;
    private boolean alone;
    private boolean finished;
    private Predicate<ReadinessReport> leaves = report -> false;

    /** Begins a history. */
    public World(Scene scene, Site site, CustodyStore store, Node.Kind kind) {
        this.scene = scene;
        this.site = site;
        this.kind = kind;
        this.memory = new SharedMemory(store, scene.durable() || scene.nodes() > 1, scene.durable());
        this.truth = new Truth(site::ask, this);
        if (scene.is(Oddity.JWT_ACCESS_TOKENS)) {
            for (Side side : Side.values()) {
                site.ask(side, Requests.issueJwts(site.ask(side, Requests.service())));
            }
        }
        this.owner = register("owner", scene.is(Oddity.PUBLIC_CLIENT));
        this.stranger = register("stranger", scene.is(Oddity.PUBLIC_CLIENT));
        if (scene.app() != Scene.Place.SECONDARY) {
            importClients();
        }
        for (int token = 0; token < (scene.is(Oddity.MANY_TOKENS) ? MANY : 0); token++) {
            site.ask(Side.SECONDARY, new Requests(false).tokenCreate(owner, "john", NOBODYS));
        }
        for (int node = 0; node < scene.nodes(); node++) {
            running.add(start(node, scene.stage()));
        }
    }

    /** Says by which answer the secondary is switched off. */
    public void leavesOn(Predicate<ReadinessReport> answer) {
        leaves = answer;
    }

    /** Whether the secondary is switched off. */
    public boolean isAlone() {
        return alone;
    }

    /**
     * Asks a node whether the secondary can be switched off, and if so, does it: all nodes enter the last stage, and it is
     * gone. All nodes have told of themselves before, as they do every few seconds.
     */
    public void askReadiness(int node) {
        if (alone) {
            return;
        }
        for (int each = 0; each < running.size(); each++) {
            pass(Duration.ofSeconds(6));
        }
        AtomicReference<@Nullable ReadinessReport> answer = new AtomicReference<>();
        survives(node, asked -> answer.set(asked.readiness()));
        ReadinessReport report = answer.get();
        tell(report == null ? "nothing" : report.verdict());
        if (report != null) {
            truth.happened();
            if (leaves.test(report)) {
                leaveSecondary(node);
            }
        }
    }

    private void leaveSecondary(int node) {
        stage(node, Stage.PRIMARY_ONLY);
        for (int each = 0; each < running.size(); each++) {
            pass(Duration.ofSeconds(2));
        }
        weather.gone(Side.SECONDARY);
        alone = true;
        tell("the secondary is switched off");
    }

    /** Declares that the migrator has finished, as it has. */
    public void finishMigration(int node) {
        if (!finished) {
            survives(node, Node::migratorFinished);
            finished = true;
        }
    }

    private App register(String alias, boolean open) {
        App app = Requests.registered(alias, site.ask(Side.SECONDARY, Requests.register(alias, open)));
        app.knownAt(holders(app));
        return app;
    }

    /** Returns the backends that a client is registered at. */
    public Set<Side> holders(App app) {
        return Arrays.stream(Side.values())
                .filter(side -> site.ask(side, Requests.get(app)).status() == 200)
                .collect(Collectors.toSet());
    }

    /** A node, and the gate at which it can die. */
    private record Running(Node node, Gate gate) {}

    private Running start(int node, Stage stage) {
        Gate gate = new Gate(baton::turn);
        Executor second = half -> {
            if (secondaryFirst) {
                half.run(); // before the caller's own half; otherwise after it
            }
        };
        Ways ways = new Ways(site, weather, memory, gate, second, clock(node), this::processed, scene);
        return new Running(kind.start(ways, stage), gate);
    }

    /** What a backend creates by a call may be replaced before that call ends. */
    private void processed(ApiCall call) {
        if (call.operation().equals(TOKEN_CREATE)) {
            truth.created();
        }
    }

    private Time clock(int node) {
        return scene.is(Oddity.CLOCKS_APART) ? new LateTime(site.time(), APART.multipliedBy(node)) : site.time();
    }

    private Running at(int node) {
        return running.get(node % running.size());
    }

    public Scene scene() {
        return scene;
    }

    public Truth truth() {
        return truth;
    }

    /** Returns the client whose users log in. */
    public App owner() {
        return owner;
    }

    /** Lets another client take the place of the one that was deleted. */
    public void owner(App next) {
        owner = next;
    }

    public App stranger() {
        return stranger;
    }

    /** Returns a login by its number, {@code null} if it was not made. */
    public @Nullable Line login(int number) {
        return truth.lines().stream()
                .filter(line -> line.login() == number)
                .findFirst()
                .orElse(null);
    }

    /** Whether nothing is to go wrong with a call that is made now, and all nodes are in this stage with everybody. */
    public boolean allIsWell(Stage stage) {
        return weather.isFair()
                && memory.state() == StoreState.UP
                && running.stream().allMatch(each -> each.node().stages().equals(Set.of(stage)));
    }

    /** Returns how many calls of a backend a fault has befallen: while that stays as it is, none has befallen another step. */
    public int faults() {
        return weather.faults();
    }

    @Override
    public boolean withoutStore() {
        return memory.state() != StoreState.UP;
    }

    /** Makes a call through a node; {@code null} where no answer counts, or the node died of it. */
    public @Nullable ApiResponse call(int node, ApiCall call) {
        AtomicReference<@Nullable ApiResponse> answer = new AtomicReference<>();
        return survives(node, asked -> answer.set(asked.call(call))) ? answer.get() : null;
    }

    /** Lets a node do what it does in the background. */
    public void tick(int node) {
        survives(node, Node::tick);
    }

    /** Lets a node do what it does in the background, of which a call fails for want of a class. */
    public void failingTick(int node, int after) {
        at(node).gate().failAt(after);
        try {
            tick(node);
        } catch (NoClassDefFoundError wanted) {
            tell("failed"); // whoever looks after the node's tasks goes on
        }
    }

    /** Lets a node do something, and starts another in its place if it dies of it. */
    private boolean survives(int node, Consumer<Node> deed) {
        Running one = at(node);
        try {
            deed.accept(one.node());
        } catch (Gate.Crash killed) {
            tell("killed");
        }
        boolean dead = one.gate().dead();
        if (dead && one == at(node)) {
            restart(node, one.node().stage());
        }
        return !dead;
    }

    /** Asks a backend in peace. */
    public ApiResponse ask(Side side, ApiCall call) {
        site.advance(Duration.ofMillis(1));
        return site.ask(side, call);
    }

    /** Returns the backends that a node may ask about a token. */
    public List<Side> asked(int node) {
        boolean one = at(node).node().stages().contains(Stage.PRIMARY_ONLY) && !alone; // as it would be in drain
        return one ? List.of(Side.PRIMARY) : List.of(Side.values());
    }

    /** Returns the backends that a node may ask for something new. */
    public List<Side> askedForNew(int node) {
        return alone || at(node).node().stages().contains(Stage.DRAIN) ? List.of(Side.PRIMARY) : asked(node);
    }

    public void stage(int node, Stage next) {
        if (alone) {
            return;
        }
        at(node).node().stage(next);
    }

    /** Lets a node go to another stage with the client alone. */
    public void stageOfClient(int node, Stage next) {
        if (alone) {
            return;
        }
        at(node).node().stage(owner, next);
    }

    /** Lets all nodes start again with another key of custody, in the stages that they are in. */
    public void rotateKeys() {
        memory.rotateKeys();
        for (int node = 0; node < running.size(); node++) {
            restart(node, at(node).node().stage());
        }
    }

    /** Throws a node away and starts another one in its place, which knows what the shared memory holds. */
    public void restart(int node, Stage stage) {
        running.set(node % running.size(), start(node % running.size(), alone ? Stage.PRIMARY_ONLY : stage));
    }

    /** Restarts all nodes. */
    public void restartAll(Stage stage) {
        for (int node = 0; node < running.size(); node++) {
            restart(node, stage);
        }
    }

    /** Lets faults befall one backend from now on. */
    public void outage(Side side, Fault fault) {
        weather.set(side, fault);
    }

    /** Lets a fault befall one call of the step that comes next. */
    public void mishap(Side side, Fault fault, int after) {
        weather.once(side, fault, after);
    }

    /** Lets nodes die at a call of the step that comes next. */
    public void crash(int after, boolean processed) {
        running.forEach(each -> each.gate().dieAt(after, processed));
    }

    /** Lets two things happen at once, taking turns by the draw of a seed. */
    public void atOnce(Runnable one, Runnable other, long seed) {
        atOnce(one, other, seed, 0);
    }

    /**
     * Lets two things happen at once, taking turns less often.
     *
     * @param calls how many calls one makes before the other goes on, on average; 0 for two
     */
    public void atOnce(Runnable one, Runnable other, long seed, int calls) {
        baton.atOnce(one, other, seed, calls);
    }

    /** Lets an application have a node carry a pair over. */
    public void carryOver(int node, Pair pair) {
        if (scene.is(Oddity.CARRIED_OVER)) {
            survives(
                    node,
                    asked -> asked.carryOver(
                            pair.access().value(),
                            pair.isWhole() ? pair.refresh().value() : null));
        }
    }

    /** Ends what was to befall one step. */
    public void settle() {
        weather.settle();
        running.forEach(each -> each.gate().spare());
    }

    /** Says which half of a kill is made first. */
    public void secondaryFirst(boolean first) {
        secondaryFirst = first;
    }

    /** Lets the custody store be like this from now on. What happened in the last second before is known everywhere. */
    public void store(StoreState state) {
        pass(Duration.ofSeconds(2));
        storeChangedAt = now();
        memory.state(state);
    }

    /** Ends everything that goes wrong, and lets so much time pass that nobody waits and nothing is pending any more. */
    public void calmDown() {
        weather.clear();
        memory.state(StoreState.UP);
        deliver();
        peace = true;
    }

    /** Lets what is pending be delivered, the migrator's lag pass, and what nodes do once it is over. */
    public void passLag() {
        deliver();
        pass(LAG.plusHours(1));
        deliver();
    }

    private void deliver() {
        for (int minute = 0; minute < MINUTES_OF_DELIVERY; minute++) {
            pass(Duration.ofMinutes(1));
        }
    }

    /** Lets time pass, in which nodes do what they do in the background. */
    public void pass(Duration duration) {
        site.advance(duration);
        for (int node = 0; node < running.size(); node++) {
            tick(node);
        }
    }

    /** Imports the clients of the secondary into the primary, once, as its console does. */
    public void importClients() {
        if (imported || !holders(owner).contains(Side.SECONDARY)) {
            return;
        }
        imported = true;
        boolean random = scene.app() == Scene.Place.BOTH_WITH_RANDOM_SECRET;
        site.clientImport().some(random ? Secrets.RANDOM : Secrets.MIGRATED, Long.toString(owner.id()));
        site.clientImport().some(Secrets.MIGRATED, Long.toString(stranger.id()));
        stranger.knownAt(holders(stranger));
        if (!random || owner.isPublic()) {
            owner.knownAt(holders(owner));
        }
    }

    /** Imports the client again that was deleted, from a secondary that does not know that yet. */
    public void importDeletedClient() {
        if (owner.state() == App.State.GONE && holders(owner).equals(Set.of(Side.SECONDARY))) {
            site.clientImport().some(Secrets.MIGRATED, Long.toString(owner.id()));
        }
    }

    /** Returns how many rows it has copied: none where they are carried over by calls. */
    public int migrate() {
        if (isWithoutMigrator() || alone || finished) {
            return 0;
        }
        int copied = site.migrator().runOnce();
        truth.copied();
        return copied;
    }

    private boolean isWithoutMigrator() {
        return scene.is(Oddity.CARRIED_BY_CALLS) || scene.is(Oddity.CARRIED_OVER);
    }

    public @Nullable Snapshot readForMigration() {
        if (alone || finished) {
            return null;
        }
        Snapshot snapshot = site.migrator().read();
        snapshots.add(snapshot);
        return snapshot;
    }

    /** Writes what the migrator has read some time ago; the oldest snapshot is written first. */
    public int migrateLate() {
        if (snapshots.isEmpty() || isWithoutMigrator()) {
            return 0;
        }
        int copied = site.migrator().write(snapshots.remove(0));
        truth.copied();
        return copied;
    }

    /** Returns whether a pair is to be carried over by a call, from the secondary, which is done once at most. */
    public boolean carries(Pair pair) {
        return scene.is(Oddity.CARRIED_BY_CALLS)
                && pair.isWhole()
                && truth.isLiving(pair)
                && truth.isHeld(pair, Side.SECONDARY)
                && carried.add(pair);
    }

    /** Tells what came of a step. */
    public void tell(Object result) {
        told.add(Objects.toString(result));
    }

    /** Returns what was told since it was last asked for. */
    public String told() {
        String all = String.join(", ", told);
        told.clear();
        return all;
    }

    @Override
    public long now() {
        return site.time().now().toEpochMilli();
    }

    @Override
    public boolean peace() {
        return peace;
    }

    @Override
    public boolean excuse(long diedAt) {
        long ago = now() - diedAt;
        boolean back = memory.state() == StoreState.UP && now() - storeChangedAt >= PAUSE_AFTER_FAILURE;
        return !back && (ago < 1000 || ago > LAG.toMillis());
    }

    @Override
    public boolean afterLag(long diedAt) {
        return now() - diedAt > LAG.toMillis();
    }

    @Override
    public boolean rowsWrittenAgain() {
        return scene.is(Oddity.ROWS_WRITTEN_AGAIN);
    }

    @Override
    public void close() {
        site.close();
    }
}
