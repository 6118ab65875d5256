package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.oauth.ClientAuthentication.Authenticated;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.OneTime;
import dev.dualclient.test.emulator.state.PushedRequest;
import dev.dualclient.test.emulator.state.Store;

/** Pushed authorization requests (RFC 9126): checked when they are pushed, and used once. */
final class PushedRequests {

    private static final ClientEndpoint ENDPOINT = ClientEndpoint.PUSHED_AUTHORIZATION;
    private static final String PREFIX = "urn:ietf:params:oauth:request_uri:";

    private final Store store;
    private final ClientAuthentication authentication;
    private final RequestObjects requestObjects;
    private final KeyBindings bindings;

    PushedRequests(Store store) {
        this.store = store;
        this.authentication = new ClientAuthentication(store, ENDPOINT);
        this.requestObjects = new RequestObjects(store);
        this.bindings = new KeyBindings(store);
    }

    Answer push(Call call) {
        Parameters parameters = Parameters.of(call, "A166");
        Authenticated authenticated = authentication.authenticate(call, parameters);
        Client client = authenticated.client();
        if (parameters.has("request_uri")) {
            throw ENDPOINT.badRequest("A248301", "The 'request_uri' parameter is not allowed at this endpoint.");
        }
        Parameters checked = checked(authenticated, parameters, call);
        long now = store.now();
        long life = store.service().milliseconds("pushedAuthReqDuration", 600);
        PushedRequest pushed = new PushedRequest(
                client.clientId(),
                checked.without("client_secret").without("client_assertion").values());
        String uri = PREFIX + store.pushedRequests().handOut(pushed, now + life, now);
        return Answer.action("CREATED", "A245001", "Successfully registered a request object for the client.")
                .with("requestUri", uri)
                .with(
                        "responseContent",
                        Document.empty()
                                .with("request_uri", uri)
                                .with("expires_in", life / 1000)
                                .json()
                                .toString())
                .with("dpopNonce", bindings.nonce(call));
    }

    private Parameters checked(Authenticated authenticated, Parameters parameters, Call call) {
        Client client = authenticated.client();
        String identifier =
                authenticated.aliasUsed() == null ? Long.toString(client.clientId()) : authenticated.aliasUsed();
        String endpoint = store.service().settings().text("pushedAuthReqEndpoint");
        // A client that has to use DPoP may say so here, but need not (RFC 9449 section 10.1).
        String thumbprint = call.body().has("dpop") ? bindings.dpopThumbprint(call, client, endpoint) : null;
        try {
            Parameters opened = requestObjects.opened(client, identifier, parameters);
            String wanted = opened.get("dpop_jkt");
            if (wanted != null && thumbprint != null && !wanted.equals(thumbprint)) {
                throw new RequestError(
                        OAuth2Error.INVALID_DPOP_PROOF,
                        "A254301",
                        "The key of the DPoP proof is not that of 'dpop_jkt'.");
            }
            Parameters bound = thumbprint == null ? opened : opened.with("dpop_jkt", thumbprint);
            String redirectUri = RedirectUris.chosen(client, bound);
            new AuthorizationRules(store.service(), client, bound).ticket(redirectUri, false);
            return bound;
        } catch (RequestError e) {
            throw e.refusal();
        }
    }

    /** Returns the parameters that a request URI stands for, and forgets them. */
    Parameters taken(String uri, Client client) {
        OneTime.Held<PushedRequest> held =
                uri.startsWith(PREFIX) ? store.pushedRequests().find(uri.substring(PREFIX.length())) : null;
        if (held == null) {
            throw invalid("A008303", "The value of 'request_uri' parameter is not registered.");
        }
        if (held.thing().clientId() != client.clientId()) {
            throw invalid(
                    "A005393",
                    "The value of 'client_id' in the request object pointed to by 'request_uri' parameter is different"
                            + " from the one specified by 'client_id' parameter.");
        }
        if (store.now() >= held.expiresAt()) {
            throw invalid("A006325", "The request URI was locally hosted but has expired.");
        }
        store.pushedRequests().remove(uri.substring(PREFIX.length()));
        return Parameters.of(held.thing().parameters());
    }

    private static Refusal invalid(String code, String message) {
        return Refusal.toClient("BAD_REQUEST", OAuth2Error.INVALID_REQUEST_URI, code, message);
    }
}
