package dev.dualclient.engine;

import dev.dualclient.call.Attempt;
import dev.dualclient.custody.CustodySnapshot;
import dev.dualclient.routing.CallFacts;
import dev.dualclient.routing.Plan;
import java.util.List;

/** Makes changes that must hold at both backends: revocations, client updates, and updates by clients themselves. */
final class Changes {

    private final Revocations revocations;
    private final ClientUpdate clientUpdates;
    private final RegistrationManagement registrations;

    Changes(Revocations revocations, ClientUpdate clientUpdates, RegistrationManagement registrations) {
        this.revocations = revocations;
        this.clientUpdates = clientUpdates;
        this.registrations = registrations;
    }

    List<Attempt> make(CallFacts facts, CustodySnapshot known, Plan plan, CallContext context) {
        if (facts.isSelfManagement()) {
            return registrations.make(facts, plan.order(), known.lagging(plan.order()), context);
        }
        return facts.setsState()
                ? clientUpdates.make(facts, plan.order(), known.lagging(plan.order()), context)
                : revocations.make(facts, known, plan.order(), context);
    }
}
