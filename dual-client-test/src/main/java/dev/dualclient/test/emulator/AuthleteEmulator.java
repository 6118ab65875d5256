package dev.dualclient.test.emulator;

import dev.dualclient.test.server.Counters;
import dev.dualclient.test.server.Faults;
import dev.dualclient.test.server.FaultyServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * An Authlete server that runs in this process, on a loopback port, and is driven by the Authlete Web API alone:
 *
 * <pre>{@code
 * try (AuthleteEmulator primary = AuthleteEmulator.builder().version(AuthleteVersion.V3_0).start()) {
 *     primary.baseUrl(); // http://127.0.0.1:…
 *     primary.faults().on("auth-token").afterProcessing().drop();
 * }
 * }</pre>
 *
 * What it holds is lost when it is closed. Thread-safe.
 */
public final class AuthleteEmulator implements AutoCloseable {

    private final EmulatedService service;
    private final EmulatorClock clock = new EmulatorClock();
    private final FaultyServer server;
    private volatile EmulatedAuthlete backend;

    private AuthleteEmulator(EmulatedService service, int port) throws IOException {
        this.service = service;
        this.backend = new EmulatedAuthlete(service, clock);
        EmulatorControl control = new EmulatorControl(this);
        Api api = new Api(service, () -> backend, operation -> counters().countProcessed(operation), clock);
        this.server = FaultyServer.bind(
                "authlete-" + service.version().number(),
                port,
                request -> control.concerns(request) ? control.receive(request) : api.receive(request));
    }

    /** Returns a builder of an emulator of 3.0 on any free port, with the documented credentials. */
    public static AuthleteEmulatorBuilder builder() {
        return new AuthleteEmulatorBuilder();
    }

    /**
     * Starts an emulator.
     *
     * @throws java.net.BindException if the port is taken
     */
    static AuthleteEmulator start(EmulatedService service, int port) throws IOException {
        AuthleteEmulator emulator = new AuthleteEmulator(service, port);
        emulator.server.open();
        return emulator;
    }

    /** Runs an emulator until the process is ended; {@code --help} tells the options. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(new CommandLine(System.out, System.err).run(arguments));
    }

    /** Returns where the API is, without a path and without a slash at the end. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** Returns the version emulated. */
    public AuthleteVersion version() {
        return service.version();
    }

    /** Returns with what the API is called. */
    public EmulatedCredentials credentials() {
        return service.credentials();
    }

    /** Returns what goes wrong, by the ids of operations. */
    public Faults faults() {
        return server.faults();
    }

    /** Returns what was called, by the ids of operations; calls of {@code /_emulator/} are not counted. */
    public Counters counters() {
        return server.counters();
    }

    /** Lets the emulator's clock, by which codes and tokens expire, run ahead by that much more. */
    public void advance(Duration duration) {
        clock.advance(duration);
    }

    /** Cuts all connections as a restart of the process would. State, counters and faults of calls stay. */
    public void restart() {
        server.restart();
    }

    /** Forgets all that happened: a fresh service, no faults, counters at zero, the clock on time. Keys are new. */
    public void reset() {
        faults().clear();
        clock.reset();
        backend = new EmulatedAuthlete(service, clock);
        counters().reset();
    }

    /** Stops listening, cuts all connections and ends all threads. */
    @Override
    public void close() {
        server.close();
    }

    EmulatedAuthlete backend() {
        return backend;
    }

    EmulatorClock clock() {
        return clock;
    }
}
