package dev.dualclient.test.histories.step;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.histories.truth.App;
import dev.dualclient.test.histories.truth.AppTruth;
import dev.dualclient.test.histories.truth.Death;
import dev.dualclient.test.histories.truth.Kill;
import dev.dualclient.test.histories.truth.Verdict;
import dev.dualclient.test.histories.world.Requests;
import dev.dualclient.test.histories.world.World;
import java.util.Locale;

/** The client is changed. */
public record ChangeClient(int node, Change change) implements Step {

    /** To what. */
    public enum Change {
        LOCK,
        UNLOCK,
        REPLACE_SECRET,
        DELETE,
        /** Registers another one under the alias of the one that was deleted; under a new one where it may be taken. */
        REGISTER_AGAIN
    }

    @Override
    public void happen(World world) {
        App app = world.owner();
        if ((app.state() == App.State.GONE) == (change == Change.REGISTER_AGAIN)) {
            Verdict verdict = switch (change) {
                case LOCK -> lock(world, app, true);
                case UNLOCK -> lock(world, app, false);
                case REPLACE_SECRET -> replaceSecret(world, app);
                case DELETE -> delete(world, app);
                case REGISTER_AGAIN -> register(world, app);
            };
            world.tell(verdict);
        }
    }

    private Verdict lock(World world, App app, boolean wanted) {
        int number = AppTruth.locks(app);
        Verdict verdict =
                Verdict.ofStatus(world.call(node, new Requests(world.scene().byAlias()).lock(app, wanted)));
        AppTruth.locked(app, number, wanted, verdict);
        return verdict;
    }

    private Verdict replaceSecret(World world, App app) {
        if (app.isPublic()) {
            return Verdict.REFUSED; // it has none
        }
        String next = Opaque.random();
        int number = AppTruth.changesSecret(app);
        Verdict verdict =
                Verdict.ofStatus(world.call(node, new Requests(world.scene().byAlias()).changeSecret(app, next)));
        AppTruth.secretChanged(app, number, next, verdict, world.holders(app));
        return verdict;
    }

    private Verdict delete(World world, App app) {
        AppTruth.deletes(app);
        Kill kill = world.truth().kills(token -> token.line().app() == app, Death.CLIENT_DELETED);
        Verdict verdict =
                Verdict.ofStatus(world.call(node, new Requests(world.scene().byAlias()).delete(app)));
        world.truth().killed(kill, verdict);
        AppTruth.deleted(app, verdict);
        return verdict;
    }

    private Verdict register(World world, App app) {
        String alias = app.nextAlias();
        ApiResponse created = world.call(node, Requests.register(alias, app.isPublic()));
        Verdict verdict = Verdict.ofStatus(created);
        if (verdict != Verdict.ACCEPTED) {
            app.aliasMayBeTaken();
        }
        if (created != null && verdict == Verdict.ACCEPTED) {
            App next = Requests.registered(alias, created);
            next.knownAt(world.holders(next));
            next.succeeds();
            world.owner(next);
        }
        return verdict;
    }

    @Override
    public String toString() {
        return "node " + node + ": client: "
                + change.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
