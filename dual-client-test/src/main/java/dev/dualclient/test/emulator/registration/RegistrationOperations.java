package dev.dualclient.test.emulator.registration;

import dev.dualclient.test.emulator.call.Handler;
import dev.dualclient.test.emulator.state.Store;
import java.util.Map;

/** The operations by which clients register themselves. */
public final class RegistrationOperations {

    private RegistrationOperations() {}

    /** Returns the operations over a store, by id. */
    public static Map<String, Handler> of(Store store) {
        DynamicRegistration dynamic = new DynamicRegistration(store);
        Federation federation = new Federation(store);
        return Map.of(
                "client-registration", dynamic::register,
                "client-registration-get", dynamic::get,
                "client-registration-update", dynamic::update,
                "client-registration-delete", dynamic::delete,
                "federation-configuration", federation::configuration,
                "federation-registration", federation::registration);
    }
}
