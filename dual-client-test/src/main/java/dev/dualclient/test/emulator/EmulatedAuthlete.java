package dev.dualclient.test.emulator;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Handler;
import dev.dualclient.test.emulator.call.Lacks;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.credential.CredentialOperations;
import dev.dualclient.test.emulator.keys.KeyOperations;
import dev.dualclient.test.emulator.management.ManagementOperations;
import dev.dualclient.test.emulator.oauth.OAuthOperations;
import dev.dualclient.test.emulator.registration.RegistrationOperations;
import dev.dualclient.test.emulator.state.Differences;
import dev.dualclient.test.emulator.state.Store;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
        this.store = new Store(
                differences, service.behaviour(), clock, ServiceSettings.service(service, differences, clock.millis()));
        operations.putAll(OAuthOperations.of(store));
        operations.putAll(ManagementOperations.of(store));
        operations.putAll(RegistrationOperations.of(store));
        operations.putAll(KeyOperations.of(store));
        operations.putAll(CredentialOperations.of(store));
    }

    @Override
    public synchronized EmulatorAnswer answer(EmulatorRequest request) {
        store.sweep();
        Answer answer;
        try {
            answer = handler(request.operation().id())
                    .handle(Call.of(request.path(), request.query(), request.body(), store.behaviour()))
                    .without(store.differences().unknownAnswerFields());
        } catch (Refusal refusal) {
            answer = refusal.answer();
        }
        return new EmulatorAnswer(answer.status(), answer.body());
    }

    private Handler handler(String id) {
        if (!store.services().containsKey(store.service().apiKey())) {
            throw Refusal.ofCall(store.differences().unknownNameStatus(), "A003202", "The service has been deleted.");
        }
        Handler handler = operations.get(id);
        if (handler == null) {
            throw Lacks.operation(id);
        }
        return handler;
    }

    /** Returns the server below its API. */
    Rows rows() {
        return new Rows(this);
    }

    /** Returns what is peculiar to the version. */
    Differences differences() {
        return store.differences();
    }

    /** Looks at the store, or changes it, as one atomic step between calls. */
    synchronized <T extends @Nullable Object> T inspect(Function<Store, T> step) {
        store.sweep();
        return step.apply(store);
    }
}
