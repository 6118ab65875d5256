package dev.dualclient.sample.backends;

import com.authlete.common.dto.Client;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.TestClientBuilder;
import java.util.function.Consumer;

/** Who knows what a request is about: each endpoint has to serve each case. */
public enum KnownTo {
    PRIMARY("1/0", "1/1"),
    SECONDARY("1/1", "0/1"),
    NOBODY("1/1", "1/1");

    private final String calls;
    private final String firstLogin;

    KnownTo(String calls, String firstLogin) {
        this.calls = calls;
        this.firstLogin = firstLogin;
    }

    /**
     * Returns the same where a client that was never seen before begins something: the secondary is asked first, for the
     * primary may have another secret of the client.
     */
    public String callsOfFirstLogin() {
        return firstLogin;
    }

    /** Returns how often the primary and the secondary are asked about something that was never seen before. */
    public String calls() {
        return calls;
    }

    /** Whether anybody knows it. */
    public boolean anybody() {
        return this != NOBODY;
    }

    /** Registers a client there; for nobody, one that is not registered. */
    public TestClient client(Emulators emulators, Consumer<Client> change) {
        TestClientBuilder client = emulators.client().with(change);
        return switch (this) {
            case PRIMARY -> client.atPrimary();
            case SECONDARY -> client.atSecondary();
            case NOBODY -> new TestClient(404_404_404, "no-such-secret", TestClientBuilder.REDIRECT_URI);
        };
    }
}
