package dev.dualclient.test.emulator;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Handler;
import dev.dualclient.test.emulator.call.Lacks;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.management.ManagementOperations;
import dev.dualclient.test.emulator.oauth.OAuthOperations;
import dev.dualclient.test.emulator.state.Differences;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Store;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * An Authlete server without its HTTP: the operations over a store. One call is one atomic step.
 *
 * <p>An operation that it does not have is answered by an error that says so.
 */
final class EmulatedAuthlete implements EmulatedBackend {

    private final Store store;
    private final Map<String, Handler> operations = new HashMap<>();

    /** Creates a server with one service and nothing else. */
    EmulatedAuthlete(EmulatedService service, InstantSource clock) {
        Differences differences = service.version() == AuthleteVersion.V2_3 ? Differences.OF_2_3 : Differences.OF_3_0;
        this.store = new Store(differences, clock, ServiceSettings.service(service, clock.millis()));
        operations.putAll(OAuthOperations.of(store));
        operations.putAll(ManagementOperations.of(store));
    }

    @Override
    public synchronized EmulatorAnswer answer(EmulatorRequest request) {
        Answer answer;
        try {
            Handler handler = operations.get(request.operation().id());
            if (handler == null) {
                throw Lacks.operation(request.operation().id());
            }
            answer = handler.handle(new Call(request.path(), request.query(), Document.of(request.body())));
        } catch (Refusal refusal) {
            answer = refusal.answer();
        }
        return new EmulatorAnswer(answer.status(), answer.body());
    }

    /** Looks at the store, or changes it, as one atomic step between calls. */
    synchronized <T> T inspect(Function<Store, T> step) {
        return step.apply(store);
    }
}
