package dev.dualclient.test.emulator.state;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything that one Authlete server remembers. Not thread-safe: the emulator performs one call at a time. */
public final class Store {

    private final Differences differences;
    private final InstantSource clock;
    private final Service service;
    private final Map<Long, Service> services = new LinkedHashMap<>();
    private final Clients clients = new Clients();
    private final TokenRows tokens = new TokenRows();
    private final Consents consents = new Consents();
    private final OneTime<AuthorizationTicket> authorizationTickets = new OneTime<>();
    private final OneTime<PasswordTicket> passwordTickets = new OneTime<>();
    private final OneTime<AuthorizationCode> authorizationCodes = new OneTime<>();
    private final Map<String, HardwareKey> hardwareKeys = new LinkedHashMap<>();
    private final byte[] successorKey = Opaque.key();

    /**
     * Creates a store.
     *
     * @param service the service whose credentials callers present
     */
    public Store(Differences differences, InstantSource clock, Service service) {
        this.differences = differences;
        this.clock = clock;
        this.service = service;
        services.put(service.apiKey(), service);
    }

    /** Returns the time in milliseconds since the epoch. */
    public long now() {
        return clock.millis();
    }

    /** Returns what is peculiar to the version emulated. */
    public Differences differences() {
        return differences;
    }

    /** Returns the service whose credentials callers present. */
    public Service service() {
        return service;
    }

    /** Returns all services by API key, the first being the one of {@link #service()} unless it was deleted. */
    public Map<Long, Service> services() {
        return services;
    }

    /** Returns the clients of the service. */
    public Clients clients() {
        return clients;
    }

    /** Returns the token rows of the service. */
    public TokenRows tokens() {
        return tokens;
    }

    /** Returns what end users granted. */
    public Consents consents() {
        return consents;
    }

    /** Returns the authorization requests that wait for a decision, by ticket. */
    public OneTime<AuthorizationTicket> authorizationTickets() {
        return authorizationTickets;
    }

    /** Returns the password grants that wait for a decision, by ticket. */
    public OneTime<PasswordTicket> passwordTickets() {
        return passwordTickets;
    }

    /** Returns the authorization codes; one that was used stays until it expires. */
    public OneTime<AuthorizationCode> authorizationCodes() {
        return authorizationCodes;
    }

    /** Returns the keys in hardware, by handle. */
    public Map<String, HardwareKey> hardwareKeys() {
        return hardwareKeys;
    }

    /** Returns the token that follows a refresh token, the same one each time. */
    public String successor(String purpose, String refreshToken) {
        return Opaque.successor(successorKey, purpose, refreshToken);
    }

    /** Removes a client and all that was issued or granted to it. */
    public void forget(Client client) {
        tokens.removeIf(row -> row.clientId() == client.clientId());
        consents.withdrawAll(client.clientId());
        clients.remove(client);
    }

    /** Searches for the client that a request names by number or alias. */
    public Clients.Search search(String identifier) {
        return clients.search(identifier, service.is("clientIdAliasEnabled"));
    }
}
