package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.openid.connect.sdk.OIDCClaimsRequest;
import com.nimbusds.openid.connect.sdk.Prompt;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.AuthorizationTicket;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Clients;
import dev.dualclient.test.emulator.state.Service;
import dev.dualclient.test.emulator.state.Store;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Authorization requests (RFC 6749 section 4.1.1, OpenID Connect Core section 3.1.2.1): {@code auth-authorization}.
 *
 * <p>Until client and redirect URI are known to belong together, an error goes to the user; from then on to the client.
 */
final class AuthorizationRequests {

    private static final long TICKET_LIFE = 24L * 60 * 60 * 1000;

    private final Store store;
    private final PushedRequests pushedRequests;
    private final RequestObjects requestObjects;
    private final ManagedGrants grants;

    AuthorizationRequests(Store store, PushedRequests pushedRequests) {
        this.store = store;
        this.pushedRequests = pushedRequests;
        this.requestObjects = new RequestObjects(store);
        this.grants = new ManagedGrants(store);
    }

    Answer authorization(Call call) {
        Parameters given = Parameters.of(call, "A004");
        Clients.Search search = client(given);
        Client client = search.client();
        if (client == null) {
            throw toUser("A010304", "No client has the client ID.");
        }
        Parameters parameters = resolved(client, given);
        String redirectUri = RedirectUris.chosen(client, parameters);
        AuthorizationResponse response = AuthorizationResponse.toClient(store, client, redirectUri, parameters);
        try {
            AuthorizationRules rules = new AuthorizationRules(store.service(), client, parameters);
            AuthorizationTicket ticket = rules.ticket(redirectUri, search.byAlias())
                    .withGrantRequest(grants.requested(client, parameters))
                    .withContext(call.body().text("context"));
            Prompt prompt = rules.prompt();
            return answer(client, ticket, prompt, rules.claims(), parameters);
        } catch (RequestError e) {
            return response.error(e.error(), e.code(), e.words());
        }
    }

    /** Returns the parameters of a request, wherever they stand: in itself, in a JWT, or pushed beforehand. */
    private Parameters resolved(Client client, Parameters given) {
        String uri = given.get("request_uri");
        String identifier = Objects.requireNonNull(given.get("client_id"));
        if (uri != null) {
            return pushedRequests.taken(uri, client).with("client_id", identifier);
        }
        if (client.metadata().flag("parRequired") || store.service().is("parRequired")) {
            throw toUser(
                    client.metadata().flag("parRequired") ? "A008305" : "A008306",
                    "The 'request_uri' parameter must be given because pushed authorization requests are required.");
        }
        try {
            return requestObjects.opened(client, identifier, given);
        } catch (RequestError e) {
            throw e.refusal();
        }
    }

    private Clients.Search client(Parameters parameters) {
        String identifier = parameters.get("client_id");
        if (identifier == null) {
            throw toUser(
                    parameters.has("client_id") ? "A010302" : "A010301",
                    "The authorization request does not contain 'client_id' parameter, or its value is empty.");
        }
        Clients.Search search = store.search(identifier);
        switch (search.finding()) {
            case DELETED -> throw toUser("A010306", "The client has been deleted.");
            case LOCKED -> throw toUser("A010307", "The client is locked.");
            case ALIAS_OFF -> throw toUser("A010309", "The client ID alias of the client is not enabled.");
            case UNKNOWN ->
                throw store.service().is("clientIdAliasEnabled")
                        ? toUser("A010308", "No client has the client ID or the client ID alias.")
                        : toUser("A010304", "No client has the client ID.");
            case FOUND -> {}
        }
        return search;
    }

    private Answer answer(
            Client client,
            AuthorizationTicket ticket,
            @Nullable Prompt prompt,
            @Nullable OIDCClaimsRequest claims,
            Parameters parameters) {
        Service service = store.service();
        long now = store.now();
        boolean silent = prompt != null && prompt.contains(Prompt.Type.NONE);
        List<String> prompts = prompt == null
                ? List.of()
                : prompt.toStringList().stream()
                        .map(value -> value.toUpperCase(Locale.ROOT))
                        .toList();
        boolean idToken = ticket.scopes().contains("openid");
        List<String> essentialAcrs = Claims.essentialAcrs(claims);
        Answer answer = Answer.action(
                        silent ? "NO_INTERACTION" : "INTERACTION",
                        "A004001",
                        "Authlete has successfully issued a ticket to the service (API Key = " + service.apiKey()
                                + ") for the authorization request from the client (ID = " + client.clientId() + ").")
                .with("ticket", store.authorizationTickets().handOut(ticket, now + TICKET_LIFE, now))
                .with("client", Shown.client(client))
                .with("service", Shown.service(service))
                .with("clientIdAliasUsed", ticket.aliasUsed() != null)
                .with("scopes", Scopes.described(service, ticket.scopes()))
                .with("prompts", prompts)
                .with("lowestPrompt", lowest(prompts))
                .with("display", parameters.get("display") == null ? "PAGE" : upper(parameters.get("display")))
                .with("maxAge", maxAge(client, parameters))
                .with("requestObjectPayload", parameters.get(Parameters.PAYLOAD))
                .with("loginHint", parameters.get("login_hint"))
                .with("subject", Claims.requestedSubject(claims))
                .with("acrs", essentialAcrs.isEmpty() ? words(parameters.get("acr_values")) : essentialAcrs)
                .with("acrEssential", !essentialAcrs.isEmpty())
                .with("uiLocales", words(parameters.get("ui_locales")))
                .with("claimsLocales", words(parameters.get("claims_locales")))
                .with("claims", idToken ? Claims.forIdToken(ticket, claims) : null)
                .with("nativeSsoRequested", nativeSso(ticket))
                .with("claimsAtUserInfo", idToken ? Claims.forUserInfo(ticket.scopes(), claims) : null)
                .with("idTokenClaims", Claims.idTokenPart(claims))
                .with("userInfoClaims", ticket.userInfoClaims());
        grants.shown(answer, ticket.grantRequest());
        return RequestedPrivileges.shown(answer, ticket.privileges());
    }

    private boolean nativeSso(AuthorizationTicket ticket) {
        return store.service().is("nativeSsoSupported") && ticket.scopes().containsAll(List.of("openid", "device_sso"));
    }

    /** Returns the prompt that asks least of the user. */
    private static @Nullable String lowest(List<String> prompts) {
        return List.of("NONE", "LOGIN", "CONSENT", "SELECT_ACCOUNT", "CREATE").stream()
                .filter(prompts::contains)
                .findFirst()
                .orElse(null);
    }

    private static long maxAge(Client client, Parameters parameters) {
        String value = parameters.get("max_age");
        return value == null ? client.metadata().number("defaultMaxAge") : Long.parseLong(value);
    }

    private static @Nullable List<String> words(@Nullable String value) {
        return value == null ? null : List.of(value.trim().split(" +"));
    }

    private static @Nullable String upper(@Nullable String value) {
        return value == null ? null : value.toUpperCase(Locale.ROOT);
    }

    static Refusal toUser(String code, String message) {
        return Refusal.toClient("BAD_REQUEST", OAuth2Error.INVALID_REQUEST, code, message);
    }
}
