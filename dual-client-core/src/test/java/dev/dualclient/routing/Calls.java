package dev.dualclient.routing;

import dev.dualclient.call.ApiCall;
import dev.dualclient.operation.Catalogue;

/** Calls of every sort that decisions tell apart. */
enum Calls {
    READ("auth-introspection", "{'token':'t'}"),
    VERIFICATION("device-verification", "{'userCode':'u'}"),
    CLIENT_READ("client-get", "{}"),
    QUERY("grant-management", "{'accessToken':'t','gmAction':'QUERY'}"),
    JWKS("service-jwks-get", "{}"),
    REFRESH("auth-token", "{'parameters':'grant_type=refresh_token&refresh_token=r'}"),
    CODE("auth-token", "{'parameters':'grant_type=authorization_code&code=c'}"),
    EXCHANGE(
            "auth-token",
            "{'parameters':'grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token=t'}"),
    LOGIN("auth-authorization", "{'parameters':'client_id=1'}"),
    PUSHED(
            "auth-authorization",
            "{'parameters':'client_id=1&request_uri=urn:ietf:params:oauth:request_uri:1&grant_id=g'}"),
    HOSTED("auth-authorization", "{'parameters':'client_id=1&request_uri=https://client.example.com/request'}"),
    TICKET("auth-authorization-issue", "{'ticket':'abc'}"),
    TAGGED("auth-authorization-issue", "{'ticket':'~p.abc'}"),
    COMPLETION("device-complete", "{'userCode':'u'}"),
    NEW_CLIENT("client-create", "{'clientName':'c'}"),
    CLIENT_UPDATE("client-update", "{'clientName':'c'}"),
    TOKEN_UPDATE("auth-token-update", "{'accessToken':'t'}"),
    SERVICE_UPDATE("service-update", "{}"),
    REVOCATION("auth-revocation", "{'parameters':'token=t'}"),
    TOKEN_DELETION("auth-token-revoke", "{'accessTokenIdentifier':'t'}"),
    DELETION_OF_ALL("auth-token-revoke", "{'subject':'john'}"),
    GRANT_REVOCATION("grant-management", "{'accessToken':'t','grantId':'g','gmAction':'REVOKE'}"),
    CLIENT_DELETION("client-delete", "{}"),
    LOCK("client-lock-flag-update", "{'clientLocked':true}"),
    UNLOCK("client-lock-flag-update", "{'clientLocked':false}"),
    SECRET("client-secret-update", "{'clientSecret':'s'}"),
    SCOPES("client-granted-scopes-delete", "{}"),
    SERVICE_DELETION("service-delete", "{}"),
    REGISTRATION("client-registration", "{'json':'{}'}"),
    REGISTERED("client-registration-get", "{'token':'t'}"),
    DEREGISTRATION("client-registration-delete", "{'token':'t','clientId':'1'}"),
    OFFER("vci-offer-create", "{}"),
    PARSE("vci-single-parse", "{'accessToken':'t'}");

    private final String operation;
    private final String body;

    Calls(String operation, String body) {
        this.operation = operation;
        this.body = body;
    }

    CallFacts facts() {
        return CallFacts.of(ApiCall.of(Catalogue.operation(operation))
                .body(body.replace('\'', '"'))
                .build());
    }
}
