package dev.dualclient.engine;

import dev.dualclient.custody.CustodySnapshot;
import dev.dualclient.custody.SecretStatus;
import dev.dualclient.migration.Stage;
import dev.dualclient.routing.CallFacts;
import dev.dualclient.routing.Plan;
import dev.dualclient.routing.Router;
import java.util.List;

/** Plans which backends are asked, and how. Thread-safe. */
final class Planner {

    /** The plan of a call in a maintenance pause. */
    static final Plan PAUSE = new Plan(Plan.Mode.IN_TURN, List.of(), Plan.Basis.MAINTENANCE);

    private static final Plan NOBODY = new Plan(Plan.Mode.IN_TURN, List.of(), Plan.Basis.CUSTODY);

    private final Router router;
    private final ClientSecretMonitor secrets;

    Planner(Router router, ClientSecretMonitor secrets) {
        this.router = router;
        this.secrets = secrets;
    }

    /**
     * Plans a call.
     *
     * @param current the stage that holds for its client
     */
    Plan plan(KnownCall call, Stage current) {
        CallFacts facts = call.facts();
        CustodySnapshot known = call.known();
        if (known.isAnyTaken(facts.chosen())) {
            return NOBODY; // a value that is dead, or may be, would come back to life
        }
        if (facts.isOfUnknownRow()) {
            return NOBODY; // nobody can say whether its tokens are dead
        }
        // What exists nowhere but at the primary must not get a copy elsewhere, for it is used without being claimed.
        Stage stage = known.isAnyOfPrimaryAlone(facts.chosen()) ? Stage.PRIMARY_ONLY : current;
        SecretStatus secret = secrets.status(facts, known);
        return known.storeDown()
                ? router.planWithoutMemory(facts, known, secret, stage)
                : router.plan(facts, known.status(), secret, stage);
    }

    /** Whether a credential is claimed before it is sent, because both backends may hold it. */
    static boolean claims(CallFacts facts, Plan plan) {
        return facts.consumesCopied() && plan.basis() != Plan.Basis.SOLE_BACKEND;
    }
}
