package dev.dualclient.test.emulator.oauth;

import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Service;
import tools.jackson.databind.node.ObjectNode;

/** What an authorization answer shows of client and service: what a consent page needs. */
final class Shown {

    private Shown() {}

    static ObjectNode client(Client client) {
        ObjectNode json = client.metadata().json();
        json.retain(
                "clientName",
                "clientNames",
                "clientIdAlias",
                "clientIdAliasEnabled",
                "clientType",
                "description",
                "descriptions",
                "logoUri",
                "logoUris",
                "policyUri",
                "policyUris",
                "tosUri",
                "tosUris",
                "defaultMaxAge",
                "authTimeRequired");
        return json.put("clientId", client.clientId());
    }

    static ObjectNode service(Service service) {
        ObjectNode json = service.settings().json();
        json.retain(
                "serviceName",
                "description",
                "issuer",
                "supportedAcrs",
                "supportedScopes",
                "policyUri",
                "tosUri",
                "attributes",
                "metadata");
        return Document.of(json).with("apiKey", service.apiKey()).json();
    }
}
