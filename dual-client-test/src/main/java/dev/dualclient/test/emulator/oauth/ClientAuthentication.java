package dev.dualclient.test.emulator.oauth;

import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Lacks;
import dev.dualclient.test.emulator.proof.ClientAssertions;
import dev.dualclient.test.emulator.proof.ClientCertificates;
import dev.dualclient.test.emulator.proof.InvalidProof;
import dev.dualclient.test.emulator.state.Binding;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Clients;
import dev.dualclient.test.emulator.state.Store;
import org.jspecify.annotations.Nullable;

/** Client authentication (RFC 6749 section 2.3, OpenID Connect Core section 9, RFC 8705) at one endpoint. */
final class ClientAuthentication {

    /**
     * A client that has proved who it is.
     *
     * @param aliasUsed the alias by which it called itself, {@code null} if it used its id
     * @param binding whose keys the tokens that it gets are bound to
     */
    record Authenticated(Client client, @Nullable String aliasUsed, Binding binding) {

        Authenticated bound(Binding keys) {
            return new Authenticated(client, aliasUsed, keys);
        }
    }

    private final Store store;
    private final ClientEndpoint endpoint;
    private final ClientAssertions assertions;

    ClientAuthentication(Store store, ClientEndpoint endpoint) {
        this.store = store;
        this.endpoint = endpoint;
        this.assertions = new ClientAssertions(store);
    }

    Authenticated authenticate(Call call, Parameters parameters) {
        String assertion = parameters.get("client_assertion");
        String identifier = identifier(
                call.body().text("clientId"),
                parameters.get("client_id"),
                assertion == null ? null : ClientAssertions.claimedIssuer(assertion));
        Clients.Search search = store.search(identifier);
        Client client = search.client();
        if (search.finding() != Clients.Finding.FOUND || client == null) {
            throw endpoint.unusable(search.finding(), store.service().is("clientIdAliasEnabled"));
        }
        try {
            check(client, identifier, call, parameters);
        } catch (InvalidProof e) {
            throw endpoint.invalidClient(e.code(), e.words());
        }
        return new Authenticated(client, search.byAlias() ? identifier : null, Binding.NONE);
    }

    /** Returns the name that all the places agree on at which a request may name its client. */
    private String identifier(@Nullable String... names) {
        String found = null;
        for (String name : names) {
            if (found != null && name != null && !found.equals(name)) {
                throw endpoint.twoNames();
            }
            found = found == null ? name : found;
        }
        if (found == null) {
            throw endpoint.nameless();
        }
        return found;
    }

    private void check(Client client, String identifier, Call call, Parameters parameters) throws InvalidProof {
        String secret = secret(call, parameters);
        String method = client.authMethod();
        if (!method.equals("NONE") && !client.confidential()) {
            throw new InvalidProof(
                    "A157302",
                    "The client type of the client is 'public' but the client authentication method is not 'none'.");
        }
        switch (method) {
            case "NONE" -> checkNothing(client, secret != null || parameters.has("client_assertion"));
            case "CLIENT_SECRET_BASIC", "CLIENT_SECRET_POST" -> checkSecret(client, secret);
            case "CLIENT_SECRET_JWT", "PRIVATE_KEY_JWT" ->
                assertions.check(
                        client,
                        identifier,
                        parameters.get("client_assertion_type"),
                        parameters.get("client_assertion"));
            case "TLS_CLIENT_AUTH" ->
                ClientCertificates.checkName(client, call.body().text("clientCertificate"));
            case "SELF_SIGNED_TLS_CLIENT_AUTH" ->
                ClientCertificates.checkSelfSigned(client, call.body().text("clientCertificate"));
            default -> throw Lacks.feature("the client authentication method " + method);
        }
    }

    private @Nullable String secret(Call call, Parameters parameters) {
        String header = call.body().text("clientSecret");
        String form = parameters.get("client_secret");
        if (header != null && form != null && !header.equals(form)) {
            throw endpoint.twoSecrets();
        }
        return header == null ? form : header;
    }

    private static void checkNothing(Client client, boolean proves) throws InvalidProof {
        if (client.confidential()) {
            throw new InvalidProof(
                    "A157301",
                    "The client type of the client is 'confidential' but the client authentication method is 'none'.");
        }
        if (proves) {
            throw new InvalidProof(
                    "A157303",
                    "The request contains data for client authentication although the client type is 'public' and the"
                            + " client authentication method is 'none'.");
        }
    }

    private static void checkSecret(Client client, @Nullable String secret) throws InvalidProof {
        if (secret == null) {
            throw new InvalidProof(
                    "A157304",
                    "The client authentication method needs a client secret but the request does not include one.");
        }
        if (!client.hasSecret(secret)) {
            throw new InvalidProof(
                    "A157305", "The client secret presented by the client does not match the expected one.");
        }
    }
}
