package dev.dualclient.engine;

import dev.dualclient.call.Attempt;
import dev.dualclient.custody.CustodySnapshot;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.routing.CallFacts;
import java.util.List;

/** Records what the attempts of a call have shown, before the caller is answered. Thread-safe. */
final class Aftermath {

    private final CustodyRecorder recorder;
    private final ClientResolver clients;
    private final ClientSecretMonitor secrets;

    Aftermath(CustodyRecorder recorder, ClientResolver clients, ClientSecretMonitor secrets) {
        this.recorder = recorder;
        this.clients = clients;
        this.secrets = secrets;
    }

    void record(KnownCall call, List<Attempt> attempts, Attempt counted, CallContext context) {
        CallFacts facts = call.facts();
        remember(facts, attempts, call.known());
        if (!context.policy().isSame()) {
            clients.learn(facts, attempts);
        }
        secrets.saw(facts, call.known(), context, counted);
    }

    /** Records the attempts. A store failure is ignored if the call was planned without the store. */
    private void remember(CallFacts facts, List<Attempt> attempts, CustodySnapshot known) {
        recorder.returned(facts, attempts, known.row());
        try {
            recorder.of(facts, attempts);
        } catch (StoreUnavailableException down) {
            if (!known.storeDown()) {
                throw down;
            }
        }
    }
}
