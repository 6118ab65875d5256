package dev.dualclient.test.emulator.keys;

import dev.dualclient.test.emulator.call.Handler;
import dev.dualclient.test.emulator.state.Store;
import java.util.Map;

/** The operations on keys. */
public final class KeyOperations {

    private KeyOperations() {}

    /** Returns the operations over a store, by id. */
    public static Map<String, Handler> of(Store store) {
        HardwareKeys hardwareKeys = new HardwareKeys(store);
        return Map.of(
                "hsk-create", hardwareKeys::create,
                "hsk-get", hardwareKeys::get,
                "hsk-get-list", hardwareKeys::list,
                "hsk-delete", hardwareKeys::delete,
                "jose-verify", new JoseVerification(store)::verify);
    }
}
