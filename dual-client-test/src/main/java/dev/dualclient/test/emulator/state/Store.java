package dev.dualclient.test.emulator.state;

import dev.dualclient.test.emulator.state.Behaviour.Trait;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that one Authlete server remembers. Not thread-safe: the emulator performs one call at a time. */
public final class Store {

    private final Differences differences;
    private final Behaviour behaviour;
    private final InstantSource clock;
    private final Service service;
    private final Map<Long, Service> services = new LinkedHashMap<>();
    private final Clients clients = new Clients();
    private final TokenRows tokens;
    private final AccessTokenJwts accessTokenJwts;
    private final Consents consents = new Consents();
    private final OneTime<AuthorizationTicket> authorizationTickets = new OneTime<>();
    private final OneTime<PasswordTicket> passwordTickets = new OneTime<>();
    private final OneTime<AuthorizationCode> authorizationCodes = new OneTime<>();
    private final Grants grants = new Grants();
    private final CredentialOffers credentialOffers = new CredentialOffers();
    private final CredentialNonces credentialNonces = new CredentialNonces();
    private final OneTime<CredentialRequest> credentialRequests = new OneTime<>();
    private final Map<String, HardwareKey> hardwareKeys = new LinkedHashMap<>();
    private final OneTime<PushedRequest> pushedRequests = new OneTime<>();
    private final OneTime<PolledRequest> deviceCodes = new OneTime<>();
    private final OneTime<PolledRequest> userCodes = new OneTime<>();
    private final OneTime<BackchannelRequest> backchannelTickets = new OneTime<>();
    private final OneTime<BackchannelRequest> authReqIds = new OneTime<>();
    private final UsedValues usedValues = new UsedValues();
    private final byte[] successorKey = Opaque.key();
    private final Sweep sweep;

    /**
     * Creates a store.
     *
     * @param service the service whose credentials callers present
     */
    public Store(Differences differences, Behaviour behaviour, InstantSource clock, Service service) {
        this.differences = differences;
        this.behaviour = behaviour;
        this.clock = clock;
        this.service = service;
        this.accessTokenJwts = new AccessTokenJwts(service);
        this.tokens = new TokenRows(accessTokenJwts::opaque);
        this.sweep = new Sweep(tokens, clock.millis());
        services.put(service.apiKey(), service);
    }

    /** Removes what nobody uses any more, where the server does that and it is time to. */
    public void sweep() {
        if (behaviour.has(Trait.UNUSED_TOKENS_SWEPT)) {
            sweep.runWhenDue(now());
        }
    }

    /**
     * Stores a row of tokens that were just issued. Where the service or the client allows a single access token per
     * subject, the subject's other tokens end; those that a client has for itself do not.
     */
    public TokenRow issue(TokenRow row) {
        Client client = clients.at(row.clientId());
        boolean single = service.is("singleAccessTokenPerSubject")
                || client != null && client.metadata().flag("singleAccessTokenPerSubject");
        String subject = row.subject();
        if (single && subject != null && !row.grantType().equals("CLIENT_CREDENTIALS")) {
            tokens.removeIf(other -> other.clientId() == row.clientId() && subject.equals(other.subject()));
        }
        return tokens.put(row);
    }

    /** Notes that somebody has used a token of a row. */
    public void use(TokenRow row) {
        if (behaviour.has(Trait.UNUSED_TOKENS_SWEPT)) {
            sweep.used(row, now());
        }
    }

    /**
     * Forgets an expired access token where the server does that. Its refresh token stays as long as it lives; else the row
     * goes.
     */
    public void forgetExpired(TokenRow row) {
        if (!behaviour.has(Trait.EXPIRED_TOKENS_REMOVED)) {
            return;
        }
        if (row.refreshTokenLives(now())) {
            tokens.forgetAccessToken(row);
        } else {
            tokens.remove(row);
        }
    }

    /** Returns the time in milliseconds since the epoch. */
    public long now() {
        return clock.millis();
    }

    /** Returns what is peculiar to the version emulated. */
    public Differences differences() {
        return differences;
    }

    /** Returns how the server behaves where servers of one version may differ. */
    public Behaviour behaviour() {
        return behaviour;
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

    /** Returns the clients that whoever calls the API may view, by number. */
    public Collection<Client> clientsInView() {
        return differences.partialViews() ? clients.firstComers(behaviour.clientsInView()) : clients.all();
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

    /** Returns the grants that clients manage. */
    public Grants grants() {
        return grants;
    }

    /** Returns the credential offers. */
    public CredentialOffers credentialOffers() {
        return credentialOffers;
    }

    /** Returns the nonce that proofs in credential requests have to contain now. */
    public String currentCredentialNonce() {
        return credentialNonces.current(now(), service.milliseconds("cnonceDuration", 86400));
    }

    /** Returns the credential requests that wait for a credential, by identifier. */
    public OneTime<CredentialRequest> credentialRequests() {
        return credentialRequests;
    }

    /** Returns the keys in hardware, by handle. */
    public Map<String, HardwareKey> hardwareKeys() {
        return hardwareKeys;
    }

    /** Returns the pushed authorization requests, by the last part of their {@code request_uri}. */
    public OneTime<PushedRequest> pushedRequests() {
        return pushedRequests;
    }

    /** Returns the device authorizations that were not redeemed yet, by device code. */
    public OneTime<PolledRequest> deviceCodes() {
        return deviceCodes;
    }

    /** Returns the same device authorizations by user code. */
    public OneTime<PolledRequest> userCodes() {
        return userCodes;
    }

    /** Returns the backchannel authentication requests, by ticket. */
    public OneTime<BackchannelRequest> backchannelTickets() {
        return backchannelTickets;
    }

    /** Returns those of them that tokens can be polled for, by {@code auth_req_id}. */
    public OneTime<BackchannelRequest> authReqIds() {
        return authReqIds;
    }

    /** Returns the values that are not accepted again. */
    public UsedValues usedValues() {
        return usedValues;
    }

    /** Returns an access token of a row as a JWT, {@code null} if the service issues none. */
    public @Nullable String jwtAccessToken(TokenRow row, String accessToken) {
        return accessTokenJwts.of(row, accessToken);
    }

    /** Returns the token that follows a refresh token, the same one each time. */
    public String successor(String purpose, String refreshToken) {
        return Opaque.successor(successorKey, purpose, refreshToken);
    }

    /** Removes a client and all that was issued or granted to it. */
    public void forget(Client client) {
        tokens.removeIf(row -> row.clientId() == client.clientId());
        consents.withdrawAll(client.clientId());
        grants.removeAll(client.clientId());
        clients.remove(client);
    }

    /**
     * Returns the nonce for DPoP proofs (RFC 9449 section 8). It changes with time.
     *
     * @param ago how many changes ago: 0 for the present one
     */
    public String dpopNonce(int ago) {
        long period = now() / service.milliseconds("dpopNonceDuration", 300) - ago;
        return Opaque.successor(successorKey, "dpop", Long.toString(period));
    }

    /**
     * Returns a challenge, the same one until it changes.
     *
     * @param purpose what it is for
     * @param setting the setting of the service that says after how many seconds it changes; 300 unless set
     */
    public String challenge(String purpose, String setting) {
        return Opaque.successor(successorKey, purpose, Long.toString(now() / service.milliseconds(setting, 300)));
    }

    /** Searches for the client that a request names by number or alias. */
    public Clients.Search search(String identifier) {
        return clients.search(identifier, service.is("clientIdAliasEnabled"));
    }
}
