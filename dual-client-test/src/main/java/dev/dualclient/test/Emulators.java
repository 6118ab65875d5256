package dev.dualclient.test;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.emulator.AuthleteEmulatorBuilder;
import dev.dualclient.test.emulator.AuthleteVersion;
import dev.dualclient.test.emulator.EmulatedCredentials;
import dev.dualclient.test.migrator.ClientImport;
import dev.dualclient.test.migrator.TokenMigrator;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Both backends of a migration: an emulated 3.0, an emulated 2.3, and the token migrator between them, which does not
 * run until told to. Thread-safe.
 */
public final class Emulators implements AutoCloseable {

    private final AuthleteEmulator primary;
    private final AuthleteEmulator secondary;
    private final TokenMigrator migrator;
    private Calls marked = new Calls(Map.of(), Map.of());

    private Emulators(AuthleteEmulator primary, AuthleteEmulator secondary) {
        this.primary = primary;
        this.secondary = secondary;
        this.migrator = TokenMigrator.between(secondary.baseUrl(), primary.baseUrl());
    }

    /** Starts both on free ports with the documented credentials. */
    public static Emulators start() {
        return start(builder -> {});
    }

    /**
     * Starts both.
     *
     * @param settings what is to hold for both, such as {@code AuthleteEmulatorBuilder::refreshTokenIdempotent}
     */
    public static Emulators start(Consumer<AuthleteEmulatorBuilder> settings) {
        AuthleteEmulator primary = one(AuthleteVersion.V3_0, settings);
        return new Emulators(primary, one(AuthleteVersion.V2_3, settings));
    }

    private static AuthleteEmulator one(AuthleteVersion version, Consumer<AuthleteEmulatorBuilder> settings) {
        AuthleteEmulatorBuilder builder = AuthleteEmulator.builder();
        settings.accept(builder);
        return builder.version(version).start();
    }

    /** Returns the emulated 3.0. */
    public AuthleteEmulator primary() {
        return primary;
    }

    /** Returns the emulated 2.3. */
    public AuthleteEmulator secondary() {
        return secondary;
    }

    /** Returns the migrator from the secondary to the primary. */
    public TokenMigrator migrator() {
        return migrator;
    }

    /** Returns the import of clients from the secondary into the primary. */
    public ClientImport clientImport() {
        return ClientImport.between(secondary.baseUrl(), primary.baseUrl());
    }

    /** Begins a client that is registered at one backend or at both. */
    public TestClientBuilder client() {
        return new TestClientBuilder(this);
    }

    /** Returns the vendor's own client of the primary alone. Its calls are counted like any other. */
    public AuthleteApi primaryApi() {
        return VendorApis.of(primary);
    }

    /** Returns the vendor's own client of the secondary alone. Its calls are counted like any other. */
    public AuthleteApi secondaryApi() {
        return VendorApis.of(secondary);
    }

    /** Returns the builder of an API over both. */
    public DualAuthleteApiBuilder api() {
        EmulatedCredentials first = primary.credentials();
        EmulatedCredentials second = secondary.credentials();
        return DualAuthleteApi.builder()
                .primary(backend -> backend.baseUrl(primary.baseUrl().toString())
                        .serviceId(first.serviceId())
                        .accessToken(first.accessToken()))
                .secondary(backend -> backend.baseUrl(secondary.baseUrl().toString())
                        .serviceId(second.serviceId())
                        .apiKey(second.apiKey())
                        .apiSecret(second.apiSecret())
                        .ownerApiKey(second.ownerApiKey())
                        .ownerApiSecret(second.ownerApiSecret()));
    }

    /** Lets {@link #calls()} begin anew. */
    public synchronized void mark() {
        marked = all();
    }

    /** Returns the calls since the last mark, or since the start. */
    public synchronized Calls calls() {
        return all().since(marked);
    }

    /** Lets both clocks run ahead by that much more. */
    public void advance(Duration duration) {
        primary.advance(duration);
        secondary.advance(duration);
    }

    /** Forgets all that happened at both, and at the migrator. */
    public synchronized void reset() {
        migrator.reset();
        primary.reset();
        secondary.reset();
        marked = all();
    }

    /** Stops the migrator and both emulators. */
    @Override
    public void close() {
        migrator.close();
        primary.close();
        secondary.close();
    }

    private Calls all() {
        return new Calls(primary.counters().received(), secondary.counters().received());
    }
}
