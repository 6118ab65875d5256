package dev.dualclient.sample.demo;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.Client;
import com.authlete.common.dto.Service;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.types.ClientAuthMethod;
import com.authlete.common.types.GrantType;
import dev.dualclient.sample.demo.DemoClient.Home;
import dev.dualclient.sample.user.Users;
import dev.dualclient.sample.web.Login;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.emulator.EmulatedCredentials;
import dev.dualclient.test.migrator.ClientImport.Secrets;
import dev.dualclient.test.server.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Two emulated backends in this process, with clients to try, and what can be done to them. Thread-safe. */
final class DemoBackends implements AutoCloseable {

    private static final int OTHERS = 30;

    private final URI issuer;
    private final Emulators emulators;
    private long oldClient;
    private boolean migrating;
    private boolean secondaryStopped;
    private @Nullable Fault outage;

    private DemoBackends(URI issuer, boolean certificates) {
        this.issuer = issuer;
        this.emulators = Emulators.start(emulator -> emulator.issuer(issuer));
        offer(emulators.primaryApi(), emulators.primary(), certificates);
        offer(emulators.secondaryApi(), emulators.secondary(), certificates);
    }

    /** Lets the service say what this server can do: the discovery document comes from there. */
    private static void offer(AuthleteApi api, AuthleteEmulator emulator, boolean certificates) {
        Service service = api.getService(Long.parseLong(emulator.credentials().serviceId()));
        service.setSupportedAcrs(new String[] {Login.ACR});
        service.setSupportedClaims(Users.STANDARD_CLAIMS.toArray(String[]::new));
        if (!certificates) {
            service.setTlsClientCertificateBoundAccessTokens(false);
            service.setSupportedTokenAuthMethods(withoutCertificates(service.getSupportedTokenAuthMethods()));
            service.setSupportedRevocationAuthMethods(withoutCertificates(service.getSupportedRevocationAuthMethods()));
        }
        api.updateService(service);
    }

    private static ClientAuthMethod[] withoutCertificates(ClientAuthMethod[] methods) {
        return Arrays.stream(methods)
                .filter(method -> method != ClientAuthMethod.TLS_CLIENT_AUTH
                        && method != ClientAuthMethod.SELF_SIGNED_TLS_CLIENT_AUTH)
                .toArray(ClientAuthMethod[]::new);
    }

    /**
     * Starts the backends of an authorization server, and registers the clients.
     *
     * @param certificates whether clients can show certificates to the server
     */
    static DemoBackends start(URI issuer, boolean certificates) {
        DemoBackends backends = new DemoBackends(issuer, certificates);
        backends.register(Home.BOTH, backends.emulators.secondaryApi());
        backends.importClients();
        backends.register(Home.OLD, backends.emulators.secondaryApi());
        backends.register(Home.NEW, backends.emulators.primaryApi());
        backends.logInOthers();
        return backends;
    }

    /** Other users have logged in at 2.3 before, and are not here. */
    private void logInOthers() {
        for (int user = 1; user <= OTHERS; user++) {
            emulators
                    .secondaryApi()
                    .tokenCreate(new TokenCreateRequest()
                            .setGrantType(GrantType.AUTHORIZATION_CODE)
                            .setClientId(oldClient)
                            .setSubject("user-" + user)
                            .setScopes(new String[] {"openid", "profile", "email"}));
        }
    }

    private void register(Home home, AuthleteApi api) {
        api.getServiceJwks(); // An emulator makes its keys when it first needs them; no login is to wait for that.
        for (DemoClient client : DemoClient.values()) {
            if (client.home() == home) {
                Client registered = api.createClient(client.registration(issuer));
                oldClient = client == DemoClient.OLD_CLIENT ? registered.getClientId() : oldClient;
                if (client.secret() != null) {
                    api.updateClientSecret(registered.getClientId(), client.secret());
                }
            }
        }
    }

    private void importClients() {
        emulators.clientImport().all(Secrets.MIGRATED);
    }

    /** Returns the issuer identifier of the authorization server, which is its address. */
    URI issuer() {
        return issuer;
    }

    /** Returns the properties that name these backends, and who was imported with its secret. */
    Map<String, Object> properties() {
        EmulatedCredentials primary = emulators.primary().credentials();
        EmulatedCredentials secondary = emulators.secondary().credentials();
        return Map.of(
                "dual-client.primary.base-url",
                emulators.primary().baseUrl().toString(),
                "dual-client.primary.service-id",
                primary.serviceId(),
                "dual-client.primary.access-token",
                primary.accessToken(),
                "dual-client.secondary.base-url",
                emulators.secondary().baseUrl().toString(),
                "dual-client.secondary.service-id",
                secondary.serviceId(),
                "dual-client.secondary.api-key",
                secondary.apiKey(),
                "dual-client.secondary.api-secret",
                secondary.apiSecret(),
                "dual-client.secondary.owner-api-key",
                secondary.ownerApiKey(),
                "dual-client.secondary.owner-api-secret",
                secondary.ownerApiSecret(),
                "dual-client.clients." + DemoClient.BOTH_CLIENT.id() + ".secret-migrated",
                true);
    }

    /** Lets the primary refuse connections, as if its process had ended. */
    synchronized void takePrimaryDown() {
        if (outage == null) {
            outage = emulators.primary().faults().refuseConnections();
        }
    }

    /** Ends the outage. */
    synchronized void bringPrimaryUp() {
        if (outage != null) {
            outage.release();
            outage = null;
        }
    }

    /** Whether the primary is down. */
    public synchronized boolean isPrimaryDown() {
        return outage != null;
    }

    /**
     * Imports all clients of the secondary into the primary, with their secrets, and copies their tokens from then on.
     * The import needs the primary, so an outage ends with it.
     */
    synchronized void startMigrator() {
        if (!migrating) {
            bringPrimaryUp();
            importClients();
            emulators.migrator().start(Duration.ofMillis(500), Duration.ZERO);
            migrating = true;
        }
    }

    /** Stops the token migrator for good. */
    synchronized void stopMigrator() {
        emulators.migrator().stop();
    }

    /** Lets time pass at both. */
    void advance(Duration time) {
        emulators.advance(time);
    }

    /** Lets the secondary refuse connections for good. */
    synchronized void stopSecondary() {
        if (!secondaryStopped) {
            secondaryStopped = true;
            emulators.secondary().faults().refuseConnections();
        }
    }

    /** Whether the token migrator runs. */
    public synchronized boolean isMigrating() {
        return migrating;
    }

    /** Ends both, and the migrator. */
    @Override
    public void close() {
        emulators.close();
    }
}
