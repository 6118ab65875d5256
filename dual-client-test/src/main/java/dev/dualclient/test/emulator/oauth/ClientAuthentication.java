package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Clients;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.emulator.state.Store;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Client authentication (RFC 6749 section 2.3) at the token endpoint and at the revocation endpoint. */
final class ClientAuthentication {

    private static final Set<String> SECRET_METHODS = Set.of("CLIENT_SECRET_BASIC", "CLIENT_SECRET_POST");

    /**
     * A client that has proved who it is.
     *
     * @param aliasUsed the alias by which it called itself, {@code null} if it used its id
     */
    record Authenticated(Client client, @Nullable String aliasUsed) {}

    private final Store store;
    private final String module;
    private final String missing;

    /**
     * Creates the authentication of one endpoint.
     *
     * @param module the beginning of the result codes for a client that is unknown, deleted, locked
     * @param missing the result code for a request that names no client
     */
    ClientAuthentication(Store store, String module, String missing) {
        this.store = store;
        this.module = module;
        this.missing = missing;
    }

    Authenticated authenticate(Call call, Parameters parameters) {
        String identifier = one(call.body().text("clientId"), parameters.get("client_id"), "ID", "312");
        if (identifier == null) {
            throw Refusal.toClient(
                    "BAD_REQUEST",
                    OAuth2Error.INVALID_REQUEST,
                    missing,
                    "The request does not include any clue to identify the client. Add a 'client_id' parameter.");
        }
        Clients.Search search = store.search(identifier);
        Client client = search.client();
        if (search.finding() != Clients.Finding.FOUND || client == null) {
            throw unusable(search.finding());
        }
        String secret = one(call.body().text("clientSecret"), parameters.get("client_secret"), "secret", "313");
        check(client, secret, parameters.has("client_assertion"));
        return new Authenticated(client, search.byAlias() ? identifier : null);
    }

    private @Nullable String one(@Nullable String header, @Nullable String body, String what, String code) {
        if (header != null && body != null && !header.equals(body)) {
            throw Refusal.toClient(
                    "BAD_REQUEST",
                    OAuth2Error.INVALID_REQUEST,
                    module + code,
                    "The request specifies the client " + what
                            + " by two different ways but the values are different.");
        }
        return header == null ? body : header;
    }

    private Refusal unusable(Clients.Finding finding) {
        boolean token = module.equals("A048");
        return switch (finding) {
            case DELETED -> invalidClient(module + "306", "The client has been deleted.");
            case LOCKED -> invalidClient(module + "307", "The client is locked.");
            case ALIAS_OFF ->
                invalidClient(module + (token ? "324" : "315"), "The client ID alias of the client is not enabled.");
            case UNKNOWN, FOUND ->
                store.service().is("clientIdAliasEnabled")
                        ? invalidClient(
                                module + (token ? "323" : "314"), "No client has the client ID or the client ID alias.")
                        : invalidClient(module + "304", "No client has the client ID.");
        };
    }

    private static void check(Client client, @Nullable String secret, boolean assertion) {
        String method = client.authMethod();
        if (method.equals("NONE")) {
            if (client.confidential()) {
                throw invalidClient(
                        "A157301",
                        "The client type of the client is 'confidential' but the client authentication method is"
                                + " 'none'.");
            }
            if (secret != null || assertion) {
                throw invalidClient(
                        "A157303",
                        "The request contains data for client authentication although the client type is 'public' and"
                                + " the client authentication method is 'none'.");
            }
            return;
        }
        if (!SECRET_METHODS.contains(method)) {
            throw invalidClient("A157344", "The client authentication method is not supported.");
        }
        if (!client.confidential()) {
            throw invalidClient(
                    "A157302",
                    "The client type of the client is 'public' but the client authentication method is not 'none'.");
        }
        if (secret == null) {
            throw invalidClient(
                    "A157304",
                    "The client authentication method needs a client secret but the request does not include one.");
        }
        if (!Opaque.matches(secret, client.secretHash())) {
            throw invalidClient(
                    "A157305", "The client secret presented by the client does not match the expected one.");
        }
    }

    private static Refusal invalidClient(String code, String message) {
        ErrorObject error = OAuth2Error.INVALID_CLIENT;
        return Refusal.toClient("INVALID_CLIENT", error, code, message);
    }
}
