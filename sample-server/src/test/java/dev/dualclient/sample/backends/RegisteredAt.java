package dev.dualclient.sample.backends;

import com.authlete.common.dto.Client;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.TestClientBuilder;
import java.util.function.Consumer;

/** Where a client is registered as a migration goes on: at 2.3, then imported into 3.0 too, in the end at 3.0 alone. */
public enum RegisteredAt {
    SECONDARY,
    BOTH,
    PRIMARY;

    /** Registers a client there. */
    public TestClient client(Emulators emulators, Consumer<Client> change) {
        TestClientBuilder client = emulators.client().with(change);
        return switch (this) {
            case SECONDARY -> client.atSecondary();
            case BOTH -> client.atBoth();
            case PRIMARY -> client.atPrimary();
        };
    }
}
