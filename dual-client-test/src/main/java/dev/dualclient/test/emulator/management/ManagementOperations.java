package dev.dualclient.test.emulator.management;

import dev.dualclient.test.emulator.call.Handler;
import dev.dualclient.test.emulator.state.Store;
import java.util.HashMap;
import java.util.Map;

/** The operations for operators. */
public final class ManagementOperations {

    private ManagementOperations() {}

    /** Returns the operations over a store, by id. */
    public static Map<String, Handler> of(Store store) {
        Map<String, Handler> operations = new HashMap<>();
        operations.put("misc-echo", Echo::echo);
        operations.putAll(services(new ServiceOperations(store)));
        operations.putAll(clients(new ClientOperations(store)));
        TokenCreation creation = new TokenCreation(store);
        operations.putAll(tokens(new TokenOperations(store), creation, new TokenBatches(store, creation)));
        operations.putAll(consents(new ConsentOperations(store), new RequestableScopes(store)));
        return Map.copyOf(operations);
    }

    private static Map<String, Handler> services(ServiceOperations services) {
        return Map.of(
                "service-get", services::get,
                "service-get-list", services::list,
                "service-create", services::create,
                "service-update", services::update,
                "service-delete", services::delete,
                "service-jwks-get", services::jwks,
                "service-configuration-get", services::configuration,
                "service-configuration-post", services::configuration);
    }

    private static Map<String, Handler> clients(ClientOperations clients) {
        return Map.of(
                "client-create", clients::create,
                "client-get", clients::get,
                "client-get-list", clients::list,
                "client-update", clients::update,
                "client-delete", clients::delete,
                "client-secret-refresh", clients::refreshSecret,
                "client-secret-update", clients::updateSecret,
                "client-lock-flag-update", clients::updateLock);
    }

    private static Map<String, Handler> tokens(TokenOperations tokens, TokenCreation creation, TokenBatches batches) {
        return Map.of(
                "auth-token-create", creation::create,
                "auth-token-create-batch", batches::create,
                "auth-token-create-batch-status", batches::status,
                "auth-token-get-list", tokens::list,
                "auth-token-update", tokens::update,
                "auth-token-delete", tokens::delete,
                "auth-token-revoke", tokens::revoke);
    }

    private static Map<String, Handler> consents(ConsentOperations consents, RequestableScopes scopes) {
        return Map.of(
                "client-authorization-get-list", consents::list,
                "client-authorization-delete", consents::delete,
                "client-authorization-update", consents::update,
                "client-granted-scopes-get", consents::grantedScopes,
                "client-granted-scopes-delete", consents::deleteGrantedScopes,
                "client-requestable-scopes-get", scopes::get,
                "client-requestable-scopes-update", scopes::update,
                "client-requestable-scopes-delete", scopes::delete);
    }
}
