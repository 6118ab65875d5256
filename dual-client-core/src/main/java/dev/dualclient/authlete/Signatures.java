package dev.dualclient.authlete;

import static dev.dualclient.authlete.Argument.body;
import static dev.dualclient.authlete.Argument.client;
import static dev.dualclient.authlete.Argument.clientSecret;
import static dev.dualclient.authlete.Argument.field;
import static dev.dualclient.authlete.Argument.index;
import static dev.dualclient.authlete.Argument.path;
import static dev.dualclient.authlete.Argument.query;
import static dev.dualclient.authlete.Argument.queryParameters;
import static dev.dualclient.authlete.Argument.service;
import static dev.dualclient.authlete.Argument.tokenStatus;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which operation each method of {@code AuthleteApi} calls, and what its arguments are on the wire. Every row stands
 * for the method with and without {@code Options}, and for its overloads with {@code long} and {@code String} ids.
 */
final class Signatures {

    // spotless:off
    static final List<Signature> ROWS = List.of(
            row("authorization",                     "auth-authorization",                   body()),
            row("authorizationFail",                 "auth-authorization-fail",              body()),
            row("authorizationIssue",                "auth-authorization-issue",             body()),
            row("authorizationTicketInfo",           "auth-authorization-ticket-info",       body()),
            row("authorizationTicketUpdate",         "auth-authorization-ticket-update",     body()),
            row("pushAuthorizationRequest",          "pushed-auth-req",                      body()),

            row("token",                             "auth-token",                           body()),
            row("tokenIssue",                        "auth-token-issue",                     body()),
            row("tokenFail",                         "auth-token-fail",                      body()),
            row("tokenCreate",                       "auth-token-create",                    body()),
            row("tokenCreateBatch",                  "auth-token-create-batch",              body(), query("dryRun")),
            row("getTokenCreateBatchStatus",         "auth-token-create-batch-status",       path("requestId")),
            row("tokenUpdate",                       "auth-token-update",                    body()),
            row("tokenRevoke",                       "auth-token-revoke",                    body()),
            row("tokenDelete",                       "auth-token-delete",                    path("token")),
            row("revocation",                        "auth-revocation",                      body()),
            row("introspection",                     "auth-introspection",                   body()),
            row("standardIntrospection",             "auth-introspection-standard",          body()),
            row("userinfo",                          "auth-userinfo",                        body()),
            row("userinfoIssue",                     "auth-userinfo-issue",                  body()),
            row("idTokenReissue",                    "idtoken-reissue",                      body()),
            row("gm",                                "grant-management",                     body()),

            row("getTokenList", "auth-token-get-list").always("tokenStatus", "ALL"),
            row("getTokenList", "auth-token-get-list", tokenStatus()),
            row("getTokenList", "auth-token-get-list", query("clientIdentifier"), query("subject"))
                    .always("tokenStatus", "ALL"),
            row("getTokenList", "auth-token-get-list", query("clientIdentifier"), query("subject"), tokenStatus()),
            row("getTokenList", "auth-token-get-list", index("start"), index("end")).always("tokenStatus", "ALL"),
            row("getTokenList", "auth-token-get-list", index("start"), index("end"), tokenStatus()),
            row("getTokenList", "auth-token-get-list",
                    query("clientIdentifier"), query("subject"), index("start"), index("end"))
                    .always("tokenStatus", "ALL"),
            row("getTokenList", "auth-token-get-list",
                    query("clientIdentifier"), query("subject"), index("start"), index("end"), tokenStatus()),

            row("backchannelAuthentication",         "backchannel-authentication",           body()),
            row("backchannelAuthenticationIssue",    "backchannel-authentication-issue",     body()),
            row("backchannelAuthenticationFail",     "backchannel-authentication-fail",      body()),
            row("backchannelAuthenticationComplete", "backchannel-authentication-complete",  body()),
            row("backchannelLogoutToken",            "backchannel-logout-token",             body()),
            row("deviceAuthorization",               "device-authorization",                 body()),
            row("deviceVerification",                "device-verification",                  body()),
            row("deviceComplete",                    "device-complete",                      body()),
            row("nativeSso",                         "nativesso",                            body()),
            row("nativeSsoLogout",                   "nativesso-logout",                     body()),
            row("attestationChallenge",              "attestation-challenge",                body()),

            row("createService",                     "service-create",                       body()),
            row("createServie",                      "service-create",                       body()),
            row("getService",                        "service-get",                          path("service")),
            row("getServiceList",                    "service-get-list"),
            row("getServiceList",                    "service-get-list",                     index("start"), index("end")),
            row("updateService",                     "service-update",                       service()),
            row("deleteService",                     "service-delete",                       path("service")),
            row("getServiceJwks",                    "service-jwks-get"),
            row("getServiceJwks",                    "service-jwks-get",                     query("pretty"), query("includePrivateKeys")),
            row("getServiceConfiguration",           "service-configuration-get"),
            row("getServiceConfiguration",           "service-configuration-get",            query("pretty")),
            row("getServiceConfiguration",           "service-configuration-post",           body()),

            row("createClient",                      "client-create",                        body()),
            row("getClient",                         "client-get",                           path("clientId")),
            row("getClientList",                     "client-get-list"),
            row("getClientList",                     "client-get-list",                      query("developer")),
            row("getClientList",                     "client-get-list",                      index("start"), index("end")),
            row("getClientList",                     "client-get-list",                      query("developer"), index("start"), index("end")),
            row("updateClient",                      "client-update",                        client()),
            row("deleteClient",                      "client-delete",                        path("clientId")),
            row("refreshClientSecret",               "client-secret-refresh",                path("clientIdentifier")),
            row("updateClientSecret",                "client-secret-update",                 path("clientIdentifier"), clientSecret()),
            row("updateClientLockFlag",              "client-lock-flag-update",              path("clientIdentifier"), field("clientLocked")),
            row("getRequestableScopes",              "client-requestable-scopes-get",        path("clientId")),
            row("setRequestableScopes",              "client-requestable-scopes-update",     path("clientId"), field("requestableScopes")),
            row("deleteRequestableScopes",           "client-requestable-scopes-delete",     path("clientId")),
            row("getGrantedScopes",                  "client-granted-scopes-get",            path("clientId"), field("subject")),
            row("deleteGrantedScopes",               "client-granted-scopes-delete",         path("clientId"), field("subject")),
            row("getClientAuthorizationList",        "client-authorization-get-list",        body()),
            row("updateClientAuthorization",         "client-authorization-update",          path("clientId"), body()),
            row("deleteClientAuthorization",         "client-authorization-delete",          path("clientId"), field("subject")),

            row("dynamicClientRegister",             "client-registration",                  body()),
            row("dynamicClientGet",                  "client-registration-get",              body()),
            row("dynamicClientUpdate",               "client-registration-update",           body()),
            row("dynamicClientDelete",               "client-registration-delete",           body()),
            row("federationConfiguration",           "federation-configuration",             body()),
            row("federationRegistration",            "federation-registration",              body()),

            row("credentialIssuerMetadata",          "vci-metadata",                         body()),
            row("credentialJwtIssuerMetadata",       "vci-jwtissuer",                        body()),
            row("credentialIssuerJwks",              "vci-jwks",                             body()),
            row("credentialNonce",                   "vci-nonce",                            body()),
            row("credentialOfferCreate",             "vci-offer-create",                     body()),
            row("credentialOfferInfo",               "vci-offer-info",                       body()),
            row("credentialSingleParse",             "vci-single-parse",                     body()),
            row("credentialSingleIssue",             "vci-single-issue",                     body()),
            row("credentialBatchParse",              "vci-batch-parse",                      body()),
            row("credentialBatchIssue",              "vci-batch-issue",                      body()),
            row("credentialDeferredParse",           "vci-deferred-parse",                   body()),
            row("credentialDeferredIssue",           "vci-deferred-issue",                   body()),

            row("verifyJose",                        "jose-verify",                          body()),
            row("hskCreate",                         "hsk-create",                           body()),
            row("hskGet",                            "hsk-get",                              path("handle")),
            row("hskGetList",                        "hsk-get-list"),
            row("hskDelete",                         "hsk-delete",                           path("handle")),
            row("echo",                              "misc-echo",                            queryParameters()));
    // spotless:on

    private Signatures() {}

    /** Returns the row of a Java method, {@code null} if the table has none. */
    static @Nullable Signature of(Method method) {
        return ROWS.stream().filter(row -> row.describes(method)).findFirst().orElse(null);
    }

    private static Signature row(String method, String operation, Argument... arguments) {
        return new Signature(method, operation, List.of(arguments), Map.of());
    }
}
