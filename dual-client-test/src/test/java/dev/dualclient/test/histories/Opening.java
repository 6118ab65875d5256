package dev.dualclient.test.histories;

import static dev.dualclient.test.histories.step.Login.BEFORE;

import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Side;
import dev.dualclient.test.histories.step.AtOnce;
import dev.dualclient.test.histories.step.Authenticate;
import dev.dualclient.test.histories.step.Carry;
import dev.dualclient.test.histories.step.ChangeClient;
import dev.dualclient.test.histories.step.ChangeClient.Change;
import dev.dualclient.test.histories.step.ChangeStage;
import dev.dualclient.test.histories.step.EndByHash;
import dev.dualclient.test.histories.step.EndPastNodes;
import dev.dualclient.test.histories.step.HybridLogin;
import dev.dualclient.test.histories.step.ImportDeletedClient;
import dev.dualclient.test.histories.step.Introspect;
import dev.dualclient.test.histories.step.KillMany;
import dev.dualclient.test.histories.step.Login;
import dev.dualclient.test.histories.step.Migrate;
import dev.dualclient.test.histories.step.Mishap;
import dev.dualclient.test.histories.step.Outage;
import dev.dualclient.test.histories.step.Push;
import dev.dualclient.test.histories.step.Redeem;
import dev.dualclient.test.histories.step.Refresh;
import dev.dualclient.test.histories.step.Revoke;
import dev.dualclient.test.histories.step.Step;
import dev.dualclient.test.histories.step.StoreOutage;
import dev.dualclient.test.histories.step.Update;
import dev.dualclient.test.histories.step.Wait;
import dev.dualclient.test.histories.step.Which;
import dev.dualclient.test.histories.truth.Death;
import dev.dualclient.test.histories.world.Fault;
import dev.dualclient.test.histories.world.Scene;
import dev.dualclient.test.histories.world.Scene.Oddity;
import dev.dualclient.test.histories.world.Scene.Place;
import dev.dualclient.test.histories.world.Scene.Refreshes;
import dev.dualclient.test.histories.world.StoreState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How a history can begin: by what random steps seldom come to, and by which a rule is seen to be needed. Login 0 is the
 * first of them. What comes of it is for the truth to say, as of any other history.
 */
enum Opening {
    /** A row is inserted again after the one that replaced it has gone (R3). */
    ROW_WRITTEN_AGAIN {
        @Override
        Scene scene(Scene drawn) {
            return migrated(drawn).with(Oddity.ROWS_WRITTEN_AGAIN).with(Refreshes.ROTATING);
        }

        @Override
        List<Step> steps(Random random, int nodes) {
            return List.of(
                    before(0),
                    Migrate.COPIES,
                    new Refresh(random.nextInt(nodes), 0, Which.LATEST),
                    new EndPastNodes(Side.PRIMARY, 0, Which.LATEST),
                    Migrate.COPIES,
                    new Refresh(random.nextInt(nodes), 0, Which.FIRST));
        }
    },
    /** Users log in, or get new access tokens, after all of theirs were ended (R5, R26, R27). */
    LOGIN_AFTER_KILL_OF_MANY {
        @Override
        Scene scene(Scene drawn) {
            return drawn.without(Oddity.JWT_ACCESS_TOKENS);
        }

        @Override
        List<Step> steps(Random random, int nodes) {
            List<Step> steps = new ArrayList<>(List.of(before(0), before(1), before(2)));
            Side down = side(random);
            boolean outage = random.nextInt(3) == 0;
            if (outage) {
                steps.add(new Outage(down, fault(random)));
            }
            steps.add(killOfMany(random, nodes));
            if (outage) {
                steps.add(new Outage(down, Fault.NONE));
                steps.add(new Wait(MINUTE));
            }
            steps.add(
                    random.nextBoolean()
                            ? new Login(random.nextInt(nodes), 3, "john", false)
                            : new HybridLogin(random.nextInt(nodes), 3, "john"));
            steps.add(new Update(random.nextInt(nodes), 3));
            steps.add(new Introspect(random.nextInt(nodes), 3, Which.LATEST, Introspect.Manner.INTROSPECTION));
            steps.add(new Wait(MINUTE));
            steps.add(new Wait(MINUTE));
            return steps;
        }
    },
    /** A late copy of what was ended is presented while the store is down (R6). */
    LATE_COPY_WITHOUT_STORE {
        @Override
        Scene scene(Scene drawn) {
            return migrated(drawn);
        }

        @Override
        List<Step> steps(Random random, int nodes) {
            return List.of(
                    before(0),
                    Migrate.READS,
                    ending(random, nodes),
                    Migrate.WRITES_WHAT_IT_READ,
                    new StoreOutage(StoreState.DOWN),
                    new Introspect(random.nextInt(nodes), 0, Which.FIRST, manner(random)),
                    new Introspect(random.nextInt(nodes), 0, Which.FIRST, manner(random)));
        }
    },
    /** What a backend has not heard of stands in the way of its answers (R7). */
    CHANGE_NOT_HEARD_OF {
        @Override
        Scene scene(Scene drawn) {
            return drawn.with(Place.BOTH).withDurableKills().without(Oddity.PUBLIC_CLIENT);
        }

        @Override
        List<Step> steps(Random random, int nodes) {
            boolean lock = random.nextBoolean();
            return List.of(
                    before(0),
                    new Authenticate(random.nextInt(nodes), false),
                    new Outage(Side.SECONDARY, random.nextBoolean() ? Fault.HANGS : fault(random)),
                    new ChangeClient(random.nextInt(nodes), lock ? Change.LOCK : Change.REPLACE_SECRET),
                    new Outage(Side.SECONDARY, Fault.NONE),
                    new Outage(Side.PRIMARY, Fault.REFUSES_CONNECTIONS),
                    lock
                            ? new Introspect(random.nextInt(nodes), 0, Which.LATEST, manner(random))
                            : new Authenticate(random.nextInt(nodes), true),
                    new Authenticate(random.nextInt(nodes), !lock));
        }
    },
    /** A stranger revokes what one backend alone holds, which does not answer (R8). */
    REVOKED_BY_STRANGER {
        @Override
        Scene scene(Scene drawn) {
            return drawn.with(Place.BOTH);
        }

        @Override
        List<Step> steps(Random random, int nodes) {
            Step revocation = new Revoke(random.nextInt(nodes), 0, Which.LATEST, random.nextBoolean(), true);
            // two or three calls of the secondary look for the row, and the one that follows is to end it
            return List.of(
                    before(0),
                    new Mishap(revocation, Side.SECONDARY, fault(random), 2 + random.nextInt(3)),
                    new Introspect(random.nextInt(nodes), 0, Which.LATEST, manner(random)),
                    new Refresh(random.nextInt(nodes), 0, Which.LATEST));
        }
    },
    /** A client that was deleted is imported again from where it still is (R10). */
    DELETED_CLIENT_IMPORTED_AGAIN {
        @Override
        Scene scene(Scene drawn) {
            return migrated(drawn).withDurableKills().without(Oddity.PUBLIC_CLIENT);
        }

        @Override
        List<Step> steps(Random random, int nodes) {
            return List.of(
                    before(0),
                    new Authenticate(random.nextInt(nodes), false),
                    new Outage(Side.SECONDARY, Fault.REFUSES_CONNECTIONS),
                    new ChangeClient(random.nextInt(nodes), Change.DELETE),
                    new ImportDeletedClient(),
                    new Authenticate(random.nextInt(nodes), false));
        }
    },
    /** The next client of an alias is registered while the primary is down (R10). */
    ALIAS_OF_ANOTHER {
        @Override
        Scene scene(Scene drawn) {
            return drawn.with(Place.BOTH).withAlias().with(Stage.PRIMARY_FIRST).without(Oddity.PUBLIC_CLIENT);
        }

        @Override
        List<Step> steps(Random random, int nodes) {
            return List.of(
                    new Authenticate(random.nextInt(nodes), false),
                    new ChangeClient(random.nextInt(nodes), Change.DELETE),
                    new Outage(Side.PRIMARY, Fault.REFUSES_CONNECTIONS),
                    new ChangeClient(random.nextInt(nodes), Change.REGISTER_AGAIN),
                    new Outage(Side.PRIMARY, Fault.NONE),
                    new Wait(MINUTE),
                    new Authenticate(random.nextInt(nodes), false));
        }
    },
    /** What was killed is written to the primary afterwards, and nobody presents it (R12). */
    LATE_COPY_THAT_NOBODY_PRESENTS {
        @Override
        Scene scene(Scene drawn) {
            return migrated(drawn);
        }

        @Override
        List<Step> steps(Random random, int nodes) {
            return List.of(before(0), Migrate.READS, ending(random, nodes), Migrate.WRITES_WHAT_IT_READ);
        }

        @Override
        boolean isLeftAlone() {
            return true;
        }
    },
    /** The answer to a call that has used up a proof is lost (R13). */
    PROOF_WITHOUT_ANSWER {
        @Override
        Scene scene(Scene drawn) {
            return drawn.with(Place.BOTH);
        }

        @Override
        List<Step> steps(Random random, int nodes) {
            Step push = new Push(random.nextInt(nodes));
            return List.of(new Mishap(push, side(random), fault(random), 0));
        }
    },
    /** Tokens are carried over by a call, used at the primary, and presented again to a node that was not there (R19). */
    CARRIED_AND_USED {
        @Override
        Scene scene(Scene drawn) {
            return drawn.with(Place.BOTH)
                    .with(Stage.PRIMARY_FIRST)
                    .with(Oddity.CARRIED_BY_CALLS)
                    .without(Oddity.JWT_ACCESS_TOKENS);
        }

        @Override
        List<Step> steps(Random random, int nodes) {
            int node = random.nextInt(nodes);
            return List.of(
                    before(0),
                    new Carry(node, 0),
                    new Refresh(node, 0, Which.LATEST),
                    new ChangeStage(node, Stage.PRIMARY_FIRST, true),
                    new Refresh(random.nextInt(nodes), 0, Which.FIRST));
        }
    },
    /** The row of what is revoked cannot be looked up (R21, R24). */
    REVOKED_UNSEEN {
        @Override
        Scene scene(Scene drawn) {
            return drawn;
        }

        @Override
        List<Step> steps(Random random, int nodes) {
            return List.of(
                    before(0),
                    new Outage(Side.SECONDARY, fault(random)),
                    new Revoke(random.nextInt(nodes), 0, Which.LATEST, random.nextBoolean(), false),
                    new Outage(Side.SECONDARY, Fault.NONE),
                    new Refresh(random.nextInt(nodes), 0, Which.LATEST));
        }
    },
    /** What no backend holds is revoked, and written by a migrator afterwards (R23). */
    REVOKED_OF_NOBODY {
        @Override
        Scene scene(Scene drawn) {
            return migrated(drawn);
        }

        @Override
        List<Step> steps(Random random, int nodes) {
            boolean access = random.nextBoolean();
            return List.of(
                    before(0),
                    Migrate.READS,
                    new EndPastNodes(Side.SECONDARY, 0, Which.LATEST),
                    new Revoke(random.nextInt(nodes), 0, Which.LATEST, access, false),
                    Migrate.WRITES_WHAT_IT_READ,
                    access
                            ? new Introspect(random.nextInt(nodes), 0, Which.LATEST, Introspect.Manner.STANDARD)
                            : new Refresh(random.nextInt(nodes), 0, Which.LATEST));
        }
    },
    /** A refresh token is used twice at once where a use is answered again (R25). */
    USED_TWICE_AT_ONCE {
        @Override
        Scene scene(Scene drawn) {
            return drawn.with(Refreshes.IDEMPOTENT);
        }

        @Override
        List<Step> steps(Random random, int nodes) {
            List<Step> steps = new ArrayList<>(List.of(before(0)));
            if (random.nextBoolean()) {
                steps.add(Migrate.COPIES);
            }
            steps.add(new AtOnce(
                    new Refresh(random.nextInt(nodes), 0, Which.FIRST),
                    new Refresh(random.nextInt(nodes), 0, Which.FIRST),
                    random.nextLong()));
            return steps;
        }
    },
    /** A client is changed twice by nodes whose clocks differ (R28). */
    CHANGES_BY_TWO_CLOCKS {
        @Override
        Scene scene(Scene drawn) {
            return drawn.with(Place.BOTH)
                    .with(Oddity.CLOCKS_APART)
                    .withNodes(2)
                    .withDurableKills()
                    .without(Oddity.PUBLIC_CLIENT);
        }

        @Override
        List<Step> steps(Random random, int nodes) {
            boolean lock = random.nextBoolean();
            return List.of(
                    before(0),
                    new Outage(Side.SECONDARY, Fault.REFUSES_CONNECTIONS),
                    new ChangeClient(0, lock ? Change.UNLOCK : Change.REPLACE_SECRET),
                    new ChangeClient(1, lock ? Change.LOCK : Change.REPLACE_SECRET),
                    new Outage(Side.SECONDARY, Fault.NONE),
                    new Wait(MINUTE),
                    new Wait(MINUTE),
                    new Outage(Side.PRIMARY, Fault.REFUSES_CONNECTIONS),
                    new Authenticate(random.nextInt(nodes), !lock));
        }
    },
    /** A token is ended by its hash, and a copy of its row comes late (R29). */
    ENDED_BY_HASH {
        @Override
        Scene scene(Scene drawn) {
            return migrated(drawn);
        }

        @Override
        List<Step> steps(Random random, int nodes) {
            int node = random.nextInt(nodes);
            boolean access = random.nextBoolean();
            return List.of(
                    random.nextBoolean() ? before(0) : new Login(node, 0, "john", false),
                    Migrate.READS,
                    new EndByHash(node, 0, Which.LATEST, access, random.nextBoolean()),
                    Migrate.WRITES_WHAT_IT_READ,
                    access
                            ? new Refresh(random.nextInt(nodes), 0, Which.LATEST)
                            : new Introspect(random.nextInt(nodes), 0, Which.LATEST, Introspect.Manner.STANDARD));
        }
    },
    /** A client logs in whose secret the primary does not have (N28). */
    SECRET_NOT_MIGRATED {
        @Override
        Scene scene(Scene drawn) {
            return drawn.with(Place.BOTH_WITH_RANDOM_SECRET)
                    .with(Stage.PRIMARY_FIRST)
                    .without(Oddity.PUBLIC_CLIENT);
        }

        @Override
        List<Step> steps(Random random, int nodes) {
            return List.of(new Login(random.nextInt(nodes), 0, "john", true), new Redeem(random.nextInt(nodes), 0));
        }
    };

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Returns the scene for it, which is as it was drawn where that does not matter. */
    abstract Scene scene(Scene drawn);

    /** Returns what happens. */
    abstract List<Step> steps(Random random, int nodes);

    /** Whether nothing follows before all is well and the migrator's lag is over. */
    boolean isLeftAlone() {
        return false;
    }

    /** A scene in which a migrator copies tokens. */
    private static Scene migrated(Scene drawn) {
        return drawn.with(Place.BOTH).without(Oddity.CARRIED_BY_CALLS, Oddity.JWT_ACCESS_TOKENS);
    }

    private static Step before(int login) {
        return new Login(BEFORE, login, "john", false);
    }

    private static Step killOfMany(Random random, int nodes) {
        List<Death> kills = List.of(Death.KILLED_BY_SUBJECT, Death.KILLED_BY_CLIENT, Death.KILLED_BY_GRANT);
        return new KillMany(random.nextInt(nodes), kills.get(random.nextInt(kills.size())), "john");
    }

    private static Step ending(Random random, int nodes) {
        int node = random.nextInt(nodes);
        return switch (random.nextInt(4)) {
            case 0 -> killOfMany(random, nodes);
            case 1 -> new Refresh(node, 0, Which.LATEST);
            default -> new Revoke(node, 0, Which.LATEST, random.nextBoolean(), false);
        };
    }

    private static Introspect.Manner manner(Random random) {
        return random.nextBoolean() ? Introspect.Manner.INTROSPECTION : Introspect.Manner.STANDARD_OF_REFRESH_TOKEN;
    }

    private static Side side(Random random) {
        return random.nextBoolean() ? Side.PRIMARY : Side.SECONDARY;
    }

    private static Fault fault(Random random) {
        return Fault.values()[1 + random.nextInt(Fault.values().length - 1)];
    }
}
