package dev.dualclient.operation;

import static dev.dualclient.operation.CredentialKind.ACCESS_TOKEN;
import static dev.dualclient.operation.CredentialKind.AUTHORIZATION_CODE;
import static dev.dualclient.operation.CredentialKind.AUTH_REQ_ID;
import static dev.dualclient.operation.CredentialKind.DEVICE_CODE;
import static dev.dualclient.operation.CredentialKind.GRANT_ID;
import static dev.dualclient.operation.CredentialKind.REFRESH_TOKEN;
import static dev.dualclient.operation.CredentialKind.REGISTRATION_ACCESS_TOKEN;
import static dev.dualclient.operation.CredentialKind.REQUEST_URI;
import static dev.dualclient.operation.CredentialKind.TICKET;
import static dev.dualclient.operation.CredentialKind.USER_CODE;
import static dev.dualclient.operation.Meaning.DONE;
import static dev.dualclient.operation.Meaning.NO;
import static dev.dualclient.operation.Meaning.UNAUTHENTICATED_CLIENT;
import static dev.dualclient.operation.Meaning.UNKNOWN;
import static dev.dualclient.operation.Meaning.UNKNOWN_CLIENT;
import static dev.dualclient.operation.Meaning.UNKNOWN_CREDENTIAL;
import static dev.dualclient.operation.OperationBuilder.delete;
import static dev.dualclient.operation.OperationBuilder.get;
import static dev.dualclient.operation.OperationBuilder.post;

import dev.dualclient.operation.Case.Kills;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of operations, to be read from top to bottom. Paths are written as 2.3 has them, without {@code /api}; 3.0
 * puts the service id in front. What a row does not say is ordinary: {@link OperationBuilder} has the defaults. "Of another service"
 * counts as not known here; deleted, locked and expired count as known, and no.
 */
final class OperationTable {

    private OperationTable() {}

    static List<Operation> rows() {
        List<Operation> rows = new ArrayList<>();
        for (List<OperationBuilder> chapter : List.of(
                authorization(),
                token(),
                tokenAdministration(),
                tokenUse(),
                backchannelAndDevice(),
                service(),
                client(),
                clientOfUser(),
                registration(),
                keys(),
                verifiableCredentials(),
                sessions())) {
            for (OperationBuilder row : chapter) {
                rows.add(row.build());
            }
        }
        return List.copyOf(rows);
    }

    // ---- common groups ----

    /** Where an OAuth request names its client: in the Authorization header, which travels as a field, or in the form. */
    private static final String[] OAUTH_CLIENT = {"/clientId", "/parameters?client_id"};

    /** What an OAuth request spends on proving who sends it: values with a {@code jti} of their own. */
    private static final String[] OAUTH_PROOFS = {"/parameters?client_assertion", "/oauthClientAttestationPop"};

    private static final String[] REVEALED_CLIENT = {"/clientId", "/clientIdAlias", "/clientEntityId"};
    private static final String[] REVEALED_CLIENT_OBJECT = {
        "/client/clientId", "/client/clientIdAlias", "/client/entityId"
    };
    private static final String[] CLIENT_ITSELF = {"/clientId", "/clientIdAlias", "/entityId"};
    private static final String[] SUBJECT = {"/subject", "?subject", "{subject}"};

    /** The client that an API call names does not exist, or belongs to another service. */
    private static final String[] NO_SUCH_CLIENT = {"A001212", "A001213", "A001218", "A001219"};

    private static final String[] NO_SUCH_CLIENT_AT_AUTHORIZATION = {"A010304", "A010305", "A010308"};

    /**
     * Client authentication failed, whatever the endpoint, by what the primary may lack after an import: the client's
     * keys, its secret (A157305, A157326 where it signs with it), trusted roots. All else, an assertion that was used
     * before above all, is a refusal (B15).
     */
    private static final String[] CLIENT_AUTHENTICATION = {
        "A156", "A157305", "A157326", "A157335", "A157336", "A157337", "A157338", "A157339"
    };

    // ---- authorization endpoint ----

    private static List<OperationBuilder> authorization() {
        return List.of(
                // A repeat leaves an orphan ticket, of no use to anybody.
                post("auth-authorization", "/auth/authorization")
                        .creates()
                        .repeatable()
                        .names(REQUEST_URI, "/parameters?request_uri")
                        .names(GRANT_ID, "/parameters?grant_id")
                        .client("/parameters?client_id")
                        .spends("/parameters?request_uri", "/parameters?request")
                        .brings(TICKET, "/ticket")
                        .reveals(REVEALED_CLIENT_OBJECT)
                        .accepts("INTERACTION", "NO_INTERACTION")
                        .actions(NO, "LOCATION", "FORM")
                        .codes(UNKNOWN_CLIENT, NO_SUCH_CLIENT_AT_AUTHORIZATION)
                        .codes(UNKNOWN_CREDENTIAL, "A005384", "A005386", "A008303")
                        .codes(NO, "A005", "A006", "A008", "A010"),
                post("auth-authorization-issue", "/auth/authorization/issue")
                        .consumes()
                        .names(TICKET, "/ticket")
                        .subject("/subject")
                        .brings(AUTHORIZATION_CODE, "/authorizationCode")
                        .brings(ACCESS_TOKEN, "/accessToken", "/jwtAccessToken")
                        .accepts("LOCATION", "FORM")
                        .codes(UNKNOWN_CREDENTIAL, "A041202", "A041203")
                        .codes(NO, "A041"),
                // An answer of module A060 is the error that the caller asked for.
                post("auth-authorization-fail", "/auth/authorization/fail")
                        .consumes()
                        .names(TICKET, "/ticket")
                        .accepts("LOCATION", "FORM")
                        .codes(DONE, "A0603")
                        .codes(UNKNOWN_CREDENTIAL, "A059202", "A059203")
                        .codes(NO, "A059"),
                post("auth-authorization-ticket-info", "/auth/authorization/ticket/info")
                        .reads()
                        .primaryAlone()
                        .names(TICKET, "/ticket")
                        .accepts("OK")
                        .actions(UNKNOWN_CREDENTIAL, "NOT_FOUND"),
                post("auth-authorization-ticket-update", "/auth/authorization/ticket/update")
                        .updates()
                        .primaryAlone()
                        .names(TICKET, "/ticket")
                        .accepts("OK")
                        .actions(UNKNOWN_CREDENTIAL, "NOT_FOUND"),
                post("pushed-auth-req", "/pushed_auth_req")
                        .creates()
                        .repeatable()
                        .names(GRANT_ID, "/parameters?grant_id")
                        .client(OAUTH_CLIENT)
                        .spends(OAUTH_PROOFS)
                        .spends("/dpop", "/parameters?request")
                        .brings(REQUEST_URI, "/requestUri")
                        .accepts("CREATED")
                        .actions(UNAUTHENTICATED_CLIENT, "UNAUTHORIZED")
                        .codes(UNKNOWN_CLIENT, "A247307")
                        .codes(UNKNOWN_CLIENT, NO_SUCH_CLIENT_AT_AUTHORIZATION)
                        .codes(UNAUTHENTICATED_CLIENT, CLIENT_AUTHENTICATION)
                        .codes(NO, "A157")
                        .codes(NO, "A010", "A246", "A247", "A248"));
    }

    // ---- token endpoint ----

    private static List<OperationBuilder> token() {
        return List.of(
                // What it names depends on the grant: a code beside grant_type=refresh_token is ignored. A grant
                // type that is not listed counts as the most that one could do.
                post("auth-token", "/auth/token")
                        .consumes()
                        .client(OAUTH_CLIENT)
                        .spends(OAUTH_PROOFS)
                        .spends("/dpop", "/parameters?assertion")
                        .brings(TICKET, "/ticket")
                        .brings(ACCESS_TOKEN, "/accessToken", "/jwtAccessToken")
                        .brings(REFRESH_TOKEN, "/refreshToken")
                        .brings(GRANT_ID, "/grantId")
                        .reveals(REVEALED_CLIENT)
                        .revealsSubject("/subject")
                        .accepts("OK", "PASSWORD", "TOKEN_EXCHANGE", "JWT_BEARER", "ID_TOKEN_REISSUABLE", "NATIVE_SSO")
                        .codes(UNKNOWN_CLIENT, "A048304", "A048305", "A048323", "A165301", "A244311")
                        .codes(UNAUTHENTICATED_CLIENT, CLIENT_AUTHENTICATION)
                        .codes(NO, "A157")
                        .codes(UNAUTHENTICATED_CLIENT, "A048346")
                        .codes(UNKNOWN_CREDENTIAL, "A048317", "A050305", "A050306", "A244310")
                        .codes(UNKNOWN_CREDENTIAL, "A048320", "A053305", "A053306", "A244314")
                        .codes(UNKNOWN_CREDENTIAL, "A200304", "A242304")
                        .codes(NO, "A045", "A047", "A048", "A049", "A050", "A051", "A052", "A053", "A061")
                        .codes(NO, "A158", "A200", "A242", "A244", "A254")
                        .casesBy("/parameters?grant_type")
                        .when("authorization_code")
                        .consumes()
                        .names(AUTHORIZATION_CODE, "/parameters?code")
                        .when("urn:ietf:params:oauth:grant-type:pre-authorized_code")
                        .consumes()
                        .names(AUTHORIZATION_CODE, "/parameters?pre-authorized_code")
                        .when("refresh_token")
                        .consumes()
                        .names(REFRESH_TOKEN, "/parameters?refresh_token")
                        .when("urn:ietf:params:oauth:grant-type:device_code")
                        .consumes()
                        .names(DEVICE_CODE, "/parameters?device_code")
                        .when("urn:openid:params:grant-type:ciba")
                        .consumes()
                        .names(AUTH_REQ_ID, "/parameters?auth_req_id")
                        // Each repeat would mint another token.
                        .when("client_credentials")
                        .creates()
                        // Brings a ticket; the caller checks the password, and nothing is issued before that.
                        .when("password")
                        .creates()
                        .repeatable()
                        // The tokens are validated, not used up; with native SSO a token is issued on the spot.
                        .when("urn:ietf:params:oauth:grant-type:token-exchange")
                        .creates()
                        .names(ACCESS_TOKEN, "/parameters?subject_token", "/subjectTokenInfo")
                        .names(ACCESS_TOKEN, "/parameters?actor_token", "/actorTokenInfo")
                        .qualifies("/parameters?subject_token_type", "/parameters?actor_token_type")
                        // The assertion is one of the things that a repeat is refused for.
                        .when("urn:ietf:params:oauth:grant-type:jwt-bearer")
                        .creates(),
                post("auth-token-issue", "/auth/token/issue")
                        .consumes()
                        .names(TICKET, "/ticket")
                        .subject("/subject")
                        .brings(ACCESS_TOKEN, "/accessToken", "/jwtAccessToken")
                        .brings(REFRESH_TOKEN, "/refreshToken")
                        .reveals(REVEALED_CLIENT)
                        .revealsSubject("/subject")
                        .accepts("OK")
                        .codes(UNKNOWN_CREDENTIAL, "A055202", "A055203")
                        .codes(NO, "A055"),
                // BAD_REQUEST, and any answer of module A067, is the error that the caller asked for.
                post("auth-token-fail", "/auth/token/fail")
                        .consumes()
                        .names(TICKET, "/ticket")
                        .accepts("BAD_REQUEST")
                        .codes(DONE, "A0673")
                        .codes(UNKNOWN_CREDENTIAL, "A063202", "A063203")
                        .codes(NO, "A063"),
                post("idtoken-reissue", "/idtoken/reissue")
                        .reads()
                        .names(ACCESS_TOKEN, "/accessToken")
                        .names(REFRESH_TOKEN, "/refreshToken")
                        .accepts("OK")
                        .actions(UNKNOWN_CREDENTIAL, "CALLER_ERROR"));
    }

    // ---- tokens, administered ----

    private static List<OperationBuilder> tokenAdministration() {
        return List.of(
                // Values that the caller chooses for the new tokens may live at the other backend.
                post("auth-token-create", "/auth/token/create")
                        .creates()
                        .client("/clientId", "/clientIdentifier")
                        .subject("/subject")
                        .chooses(ACCESS_TOKEN, "/accessToken")
                        .chooses(REFRESH_TOKEN, "/refreshToken")
                        .brings(ACCESS_TOKEN, "/accessToken", "/jwtAccessToken")
                        .brings(REFRESH_TOKEN, "/refreshToken")
                        .reveals("/clientId", "/clientIdentifier")
                        .revealsSubject("/subject")
                        .accepts("OK")
                        .codes(UNKNOWN_CLIENT, "A107201", "A107202")
                        .codes(UNKNOWN_CLIENT, NO_SUCH_CLIENT),
                post("auth-token-create-batch", "/auth/token/create/batch")
                        .creates()
                        .primaryAlone(),
                get("auth-token-create-batch-status", "/auth/token/create/batch/status/{requestId}")
                        .reads()
                        .primaryAlone(),
                get("auth-token-get-list", "/auth/token/get/list")
                        .reads()
                        .route(Route.MERGED)
                        .client("?clientIdentifier")
                        .subject("?subject")
                        .codes(UNKNOWN_CLIENT, NO_SUCH_CLIENT),
                // Giving the token a new value uses the old one up.
                post("auth-token-update", "/auth/token/update")
                        .updates()
                        .route(Route.LEADER_FIRST)
                        .names(ACCESS_TOKEN, "/accessToken")
                        .names(ACCESS_TOKEN, Operation.By.HASH, "/accessTokenHash")
                        .names(ACCESS_TOKEN, Operation.By.ROW_ID, "/tokenId")
                        .names(REFRESH_TOKEN, "/refreshToken")
                        .brings(ACCESS_TOKEN, "/accessToken")
                        .accepts("OK")
                        .actions(UNKNOWN_CREDENTIAL, "NOT_FOUND")
                        .codes(UNKNOWN_CREDENTIAL, "A134202", "A134203", "A134204")
                        .casesBy("/accessTokenValueUpdated")
                        .when("true")
                        .consumes(),
                // The value may be either token's, or a hash of it.
                delete("auth-token-delete", "/auth/token/delete/{token}")
                        .kills(Kills.TOKEN)
                        .answers(AnswerShape.EMPTY)
                        .names(ACCESS_TOKEN, "{token}")
                        .names(REFRESH_TOKEN, "{token}")
                        .codes(UNKNOWN_CREDENTIAL, "A161202", "A161203"),
                // With a token's identifier it kills that token, and all else is ignored.
                post("auth-token-revoke", "/auth/token/revoke")
                        .kills(Kills.TOKENS)
                        .names(ACCESS_TOKEN, "/accessTokenIdentifier")
                        .names(REFRESH_TOKEN, "/refreshTokenIdentifier")
                        .client("/clientIdentifier")
                        .subject("/subject")
                        .existence("/count")
                        .codes(UNKNOWN_CLIENT, NO_SUCH_CLIENT));
    }

    // ---- tokens, used ----

    private static List<OperationBuilder> tokenUse() {
        return List.of(
                post("auth-introspection", "/auth/introspection")
                        .reads()
                        .names(ACCESS_TOKEN, "/token")
                        .brings(GRANT_ID, "/grantId")
                        .reveals(REVEALED_CLIENT)
                        .revealsSubject("/subject")
                        .accepts("OK")
                        .actions(UNKNOWN_CREDENTIAL, "UNAUTHORIZED")
                        .existence("/existent")
                        .codes(UNKNOWN_CREDENTIAL, "A057")
                        .codes(NO, "A064", "A065", "A066"),
                post("auth-introspection-standard", "/auth/introspection/standard")
                        .reads()
                        .names(ACCESS_TOKEN, "/parameters?token")
                        .names(REFRESH_TOKEN, "/parameters?token")
                        .qualifies("/parameters?token_type_hint")
                        .reveals("/responseContent#/client_id")
                        .revealsSubject("/responseContent#/sub")
                        .accepts("OK", "JWT")
                        .active(),
                // An unknown token is revoked with OK (RFC 7009 section 2.2).
                post("auth-revocation", "/auth/revocation")
                        .kills(Kills.TOKEN)
                        .names(ACCESS_TOKEN, "/parameters?token")
                        .names(REFRESH_TOKEN, "/parameters?token")
                        .qualifies("/parameters?token_type_hint")
                        .client(OAUTH_CLIENT)
                        .spends(OAUTH_PROOFS)
                        .accepts("OK")
                        .codes(UNKNOWN_CLIENT, "A114304", "A114305", "A114314")
                        .codes(UNAUTHENTICATED_CLIENT, CLIENT_AUTHENTICATION)
                        .codes(NO, "A157")
                        .codes(UNAUTHENTICATED_CLIENT, "A114311")
                        .codes(UNKNOWN_CREDENTIAL, "A116303")
                        .codes(NO, "A114", "A115", "A116"),
                post("auth-userinfo", "/auth/userinfo")
                        .reads()
                        .names(ACCESS_TOKEN, "/token")
                        .reveals(REVEALED_CLIENT)
                        .revealsSubject("/subject")
                        .accepts("OK")
                        .actions(UNKNOWN_CREDENTIAL, "UNAUTHORIZED")
                        .codes(UNKNOWN_CREDENTIAL, "A088")
                        .codes(NO, "A089", "A097", "A098"),
                post("auth-userinfo-issue", "/auth/userinfo/issue")
                        .reads()
                        .names(ACCESS_TOKEN, "/token")
                        .accepts("JSON", "JWT")
                        .actions(UNKNOWN_CREDENTIAL, "UNAUTHORIZED")
                        .codes(UNKNOWN_CREDENTIAL, "A092")
                        .codes(NO, "A093", "A095", "A097", "A098"),
                post("grant-management", "/gm")
                        .kills(Kills.GRANT)
                        .names(ACCESS_TOKEN, "/accessToken")
                        .names(GRANT_ID, "/grantId")
                        .accepts("OK", "NO_CONTENT")
                        .actions(UNKNOWN_CREDENTIAL, "UNAUTHORIZED", "NOT_FOUND")
                        .casesBy("/gmAction")
                        .when("QUERY")
                        .reads());
    }

    // ---- backchannel authentication and device flow ----

    private static List<OperationBuilder> backchannelAndDevice() {
        return List.of(
                post("backchannel-authentication", "/backchannel/authentication")
                        .creates()
                        .repeatable()
                        .names(GRANT_ID, "/parameters?grant_id")
                        .client(OAUTH_CLIENT)
                        .spends(OAUTH_PROOFS)
                        .spends("/parameters?request")
                        .brings(TICKET, "/ticket")
                        .reveals(REVEALED_CLIENT)
                        .accepts("USER_IDENTIFICATION")
                        .actions(UNAUTHENTICATED_CLIENT, "UNAUTHORIZED")
                        .codes(UNKNOWN_CLIENT, "A167307", "A168310")
                        .codes(UNAUTHENTICATED_CLIENT, CLIENT_AUTHENTICATION)
                        .codes(NO, "A157")
                        .codes(NO, "A166", "A167", "A168"),
                post("backchannel-authentication-issue", "/backchannel/authentication/issue")
                        .consumes()
                        .names(TICKET, "/ticket")
                        .brings(AUTH_REQ_ID, "/authReqId")
                        .accepts("OK")
                        .actions(UNKNOWN_CREDENTIAL, "INVALID_TICKET")
                        .codes(UNKNOWN_CREDENTIAL, "A181201", "A181202")
                        .codes(NO, "A181"),
                // BAD_REQUEST and FORBIDDEN are the errors that the caller asked for; A185001 says so of any action.
                post("backchannel-authentication-fail", "/backchannel/authentication/fail")
                        .consumes()
                        .names(TICKET, "/ticket")
                        .accepts("BAD_REQUEST", "FORBIDDEN")
                        .codes(DONE, "A185001")
                        .codes(UNKNOWN_CREDENTIAL, "A186202", "A186203")
                        .codes(NO, "A186"),
                post("backchannel-authentication-complete", "/backchannel/authentication/complete")
                        .consumes()
                        .names(TICKET, "/ticket")
                        .subject("/subject")
                        .brings(ACCESS_TOKEN, "/accessToken", "/jwtAccessToken")
                        .brings(REFRESH_TOKEN, "/refreshToken")
                        .brings(AUTH_REQ_ID, "/authReqId")
                        .brings(GRANT_ID, "/grantId")
                        .reveals(REVEALED_CLIENT)
                        .revealsSubject("/subject")
                        .accepts("NOTIFICATION", "NO_ACTION")
                        .codes(UNKNOWN_CREDENTIAL, "A196201")
                        .codes(NO, "A196"),
                // A repeat leaves codes that nobody was told.
                post("device-authorization", "/device/authorization")
                        .creates()
                        .repeatable()
                        .client(OAUTH_CLIENT)
                        .spends(OAUTH_PROOFS)
                        .brings(DEVICE_CODE, "/deviceCode")
                        .brings(USER_CODE, "/userCode")
                        .reveals(REVEALED_CLIENT)
                        .accepts("OK")
                        .actions(UNAUTHENTICATED_CLIENT, "UNAUTHORIZED")
                        .codes(UNKNOWN_CLIENT, "A218305")
                        .codes(UNAUTHENTICATED_CLIENT, CLIENT_AUTHENTICATION)
                        .codes(NO, "A157")
                        .codes(NO, "A166", "A218", "A219"),
                post("device-verification", "/device/verification")
                        .reads()
                        .names(USER_CODE, "/userCode")
                        .reveals(REVEALED_CLIENT)
                        .accepts("VALID")
                        .actions(UNKNOWN_CREDENTIAL, "NOT_EXIST")
                        .actions(NO, "EXPIRED")
                        .codes(UNKNOWN_CREDENTIAL, "A225301", "A225302")
                        .codes(NO, "A225"),
                post("device-complete", "/device/complete")
                        .consumes()
                        .names(USER_CODE, "/userCode")
                        .subject("/subject")
                        .accepts("SUCCESS")
                        .actions(UNKNOWN_CREDENTIAL, "USER_CODE_NOT_EXIST")
                        .actions(NO, "USER_CODE_EXPIRED")
                        .codes(UNKNOWN_CREDENTIAL, "A227301", "A227302")
                        .codes(NO, "A227", "A239"));
    }

    // ---- services: each backend has its own, and administration belongs to the one migrated to ----

    private static List<OperationBuilder> service() {
        return List.of(
                post("service-create", "/service/create")
                        .creates()
                        .route(Route.PRIMARY_ONLY)
                        .primaryPath("/api/service/create")
                        .credentials(ApiCredentials.OWNER),
                get("service-get", "/service/get/{service}")
                        .reads()
                        .route(Route.PRIMARY_ONLY)
                        .primaryPath("/api/{service}/service/get")
                        .credentials(ApiCredentials.OWNER)
                        .codes(UNKNOWN, "A035201", "A035202", "A458203"),
                get("service-get-list", "/service/get/list")
                        .reads()
                        .route(Route.PRIMARY_ONLY)
                        .primaryPath("/api/service/get/list")
                        .credentials(ApiCredentials.OWNER),
                post("service-update", "/service/update/{service}")
                        .updates()
                        .route(Route.PRIMARY_ONLY)
                        .primaryPath("/api/{service}/service/update")
                        .credentials(ApiCredentials.OWNER)
                        .codes(UNKNOWN, "A037201", "A037202", "A458203"),
                delete("service-delete", "/service/delete/{service}")
                        .kills(Kills.SERVICE)
                        .route(Route.PRIMARY_ONLY)
                        .primaryPath("/api/{service}/service/delete")
                        .credentials(ApiCredentials.OWNER)
                        .answers(AnswerShape.EMPTY)
                        .codes(UNKNOWN, "A034201", "A034202", "A458203"),
                get("service-configuration-get", "/service/configuration")
                        .reads()
                        .answers(AnswerShape.DOCUMENT),
                post("service-configuration-post", "/service/configuration")
                        .reads()
                        .answers(AnswerShape.DOCUMENT),
                get("service-jwks-get", "/service/jwks/get")
                        .reads()
                        .route(Route.MERGED)
                        .answers(AnswerShape.DOCUMENT),
                get("misc-echo", "/misc/echo")
                        .reads()
                        .primaryPath("/api/misc/echo")
                        .credentials(ApiCredentials.NONE));
    }

    // ---- clients ----

    private static List<OperationBuilder> client() {
        return List.of(
                post("client-create", "/client/create").creates().reveals(CLIENT_ITSELF),
                get("client-get", "/client/get/{clientId}")
                        .reads()
                        .client("{clientId}")
                        .reveals(CLIENT_ITSELF)
                        .codes(UNKNOWN_CLIENT, NO_SUCH_CLIENT)
                        .codes(UNKNOWN_CLIENT, "A027201", "A027202"),
                get("client-get-list", "/client/get/list").reads().route(Route.MERGED),
                post("client-update", "/client/update/{clientId}")
                        .updates()
                        .client("{clientId}")
                        .reveals(CLIENT_ITSELF)
                        .codes(UNKNOWN_CLIENT, NO_SUCH_CLIENT)
                        .codes(UNKNOWN_CLIENT, "A029201", "A029202", "A030201", "A262201"),
                delete("client-delete", "/client/delete/{clientId}")
                        .kills(Kills.CLIENT)
                        .credentials(ApiCredentials.OWNER)
                        .answers(AnswerShape.EMPTY)
                        .client("{clientId}")
                        .codes(UNKNOWN_CLIENT, NO_SUCH_CLIENT)
                        .codes(UNKNOWN_CLIENT, "A026201", "A026202", "A001220"), // deleted already is gone
                post("client-lock-flag-update", "/client/lock_flag/update/{clientIdentifier}")
                        .updates()
                        .answers(AnswerShape.EMPTY)
                        .client("{clientIdentifier}")
                        .codes(UNKNOWN_CLIENT, NO_SUCH_CLIENT)
                        .codes(DONE, "A293203", "A293204") // it is so already
                        .casesBy("/clientLocked")
                        .when("true")
                        .kills(Kills.LOCK),
                // A GET in name only: each call makes another secret, so only one backend may make it.
                get("client-secret-refresh", "/client/secret/refresh/{clientIdentifier}")
                        .kills(Kills.SECRET)
                        .takenOverBy("client-secret-update", "/newClientSecret", "clientSecret")
                        .client("{clientIdentifier}")
                        .codes(UNKNOWN_CLIENT, NO_SUCH_CLIENT)
                        .codes(UNKNOWN_CLIENT, "A148201"),
                post("client-secret-update", "/client/secret/update/{clientIdentifier}")
                        .kills(Kills.SECRET)
                        .client("{clientIdentifier}")
                        .codes(UNKNOWN_CLIENT, NO_SUCH_CLIENT)
                        .codes(UNKNOWN_CLIENT, "A149201"),
                get("client-requestable-scopes-get", "/client/extension/requestable_scopes/get/{clientId}")
                        .reads()
                        .client("{clientId}")
                        .codes(UNKNOWN_CLIENT, NO_SUCH_CLIENT),
                post("client-requestable-scopes-update", "/client/extension/requestable_scopes/update/{clientId}")
                        .updates()
                        .also("PUT", "/client/extension/requestable_scopes/update/{clientId}")
                        .client("{clientId}")
                        .codes(UNKNOWN_CLIENT, NO_SUCH_CLIENT),
                // Takes a restriction away, not a right: without a list a client may request any scope.
                delete("client-requestable-scopes-delete", "/client/extension/requestable_scopes/delete/{clientId}")
                        .updates()
                        .answers(AnswerShape.EMPTY)
                        .client("{clientId}")
                        .codes(UNKNOWN_CLIENT, NO_SUCH_CLIENT));
    }

    // ---- what a user has granted a client ----

    private static List<OperationBuilder> clientOfUser() {
        return List.of(
                // A139001: nothing was ever granted here, so the other backend may know more.
                post("client-granted-scopes-get", "/client/granted_scopes/get/{clientId}")
                        .reads()
                        .also("GET", "/client/granted_scopes/get/{clientId}")
                        .alsoAtPrimary("GET", "/client/granted_scopes/get/{clientId}/{subject}")
                        .client("{clientId}")
                        .subject(SUBJECT)
                        .codes(UNKNOWN_CLIENT, NO_SUCH_CLIENT)
                        .codes(UNKNOWN, "A139001"),
                post("client-granted-scopes-delete", "/client/granted_scopes/delete/{clientId}")
                        .kills(Kills.SCOPES)
                        .also("DELETE", "/client/granted_scopes/delete/{clientId}")
                        .alsoAtPrimary("DELETE", "/client/granted_scopes/delete/{clientId}/{subject}")
                        .answers(AnswerShape.EMPTY)
                        .client("{clientId}")
                        .subject(SUBJECT)
                        .codes(UNKNOWN_CLIENT, NO_SUCH_CLIENT)
                        .codes(UNKNOWN, "A140001"),
                post("client-authorization-get-list", "/client/authorization/get/list")
                        .reads()
                        .route(Route.MERGED)
                        .also("GET", "/client/authorization/get/list")
                        .alsoAtPrimary("GET", "/client/authorization/get/list/{subject}")
                        .subject(SUBJECT),
                post("client-authorization-update", "/client/authorization/update/{clientId}")
                        .updates()
                        .answers(AnswerShape.EMPTY)
                        .client("{clientId}")
                        .subject("/subject")
                        .codes(UNKNOWN_CLIENT, NO_SUCH_CLIENT),
                post("client-authorization-delete", "/client/authorization/delete/{clientId}")
                        .kills(Kills.TOKENS)
                        .also("DELETE", "/client/authorization/delete/{clientId}")
                        .alsoAtPrimary("DELETE", "/client/authorization/delete/{clientId}/{subject}")
                        .answers(AnswerShape.EMPTY)
                        .client("{clientId}")
                        .subject(SUBJECT)
                        .codes(UNKNOWN_CLIENT, NO_SUCH_CLIENT));
    }

    // ---- dynamic registration, federation ----

    private static List<OperationBuilder> registration() {
        return List.of(
                // Whom the primary forbids to register must not slip in at a secondary that asks for no initial token.
                post("client-registration", "/client/registration")
                        .creates()
                        .brings(REGISTRATION_ACCESS_TOKEN, "/responseContent#/registration_access_token")
                        .reveals(REVEALED_CLIENT_OBJECT)
                        .accepts(REGISTRATION_DONE)
                        .actions(NO, "UNAUTHORIZED"),
                registered("client-registration-get", "/client/registration/get")
                        .reads(),
                registered("client-registration-update", "/client/registration/update")
                        .updates(),
                registered("client-registration-delete", "/client/registration/delete")
                        .kills(Kills.CLIENT),
                // NOT_FOUND: the feature is not enabled.
                post("federation-configuration", "/federation/configuration")
                        .reads()
                        .accepts("OK")
                        .actions(NO, "NOT_FOUND"),
                post("federation-registration", "/federation/registration")
                        .creates()
                        .reveals(REVEALED_CLIENT_OBJECT)
                        .accepts("OK")
                        .actions(NO, "NOT_FOUND"));
    }

    private static final String[] REGISTRATION_DONE = {"OK", "CREATED", "UPDATED", "DELETED"};

    /** A client managed with its registration token (RFC 7592), which an imported client may not have any more. */
    private static OperationBuilder registered(String id, String path) {
        return post(id, path)
                .names(REGISTRATION_ACCESS_TOKEN, "/token")
                .client("/clientId")
                .brings(REGISTRATION_ACCESS_TOKEN, "/responseContent#/registration_access_token")
                .reveals(REVEALED_CLIENT_OBJECT)
                .accepts(REGISTRATION_DONE)
                .actions(UNAUTHENTICATED_CLIENT, "UNAUTHORIZED")
                .codes(UNKNOWN_CLIENT, "A215302")
                .codes(UNKNOWN_CREDENTIAL, "A215303", "A215306")
                .codes(UNAUTHENTICATED_CLIENT, "A215307")
                .codes(NO, "A214", "A215");
    }

    // ---- keys ----

    private static List<OperationBuilder> keys() {
        return List.of(
                // The other backend may hold the key that this one lacks; a bad signature by a key at hand is final.
                post("jose-verify", "/jose/verify")
                        .reads()
                        .client("/clientIdentifier")
                        .codes(UNKNOWN_CLIENT, "A160216")
                        .codes(UNKNOWN, "A160217", "A160218", "A160221", "A160301")
                        .codes(NO, "A160"),
                post("hsk-create", "/hsk/create")
                        .creates()
                        .route(Route.PRIMARY_ONLY)
                        .accepts("SUCCESS"),
                get("hsk-get", "/hsk/get/{handle}")
                        .reads()
                        .route(Route.PRIMARY_ONLY)
                        .accepts("SUCCESS"),
                get("hsk-get-list", "/hsk/get/list")
                        .reads()
                        .route(Route.PRIMARY_ONLY)
                        .accepts("SUCCESS"),
                // Documented as DELETE, with nothing in the answer; the vendor's library sends GET and reads what
                // comes.
                get("hsk-delete", "/hsk/delete/{handle}")
                        .kills(Kills.SERVICE)
                        .route(Route.PRIMARY_ONLY)
                        .also("DELETE", "/hsk/delete/{handle}")
                        .answers(AnswerShape.EMPTY)
                        .accepts("SUCCESS"));
    }

    // ---- verifiable credentials: 3.0 only ----

    private static List<OperationBuilder> verifiableCredentials() {
        return List.of(
                post("vci-metadata", "/vci/metadata").reads().primaryAlone().accepts("OK"),
                post("vci-jwtissuer", "/vci/jwtissuer").reads().primaryAlone().accepts("OK"),
                post("vci-jwks", "/vci/jwks").reads().primaryAlone().accepts("OK"),
                post("vci-nonce", "/vci/nonce").creates().primaryAlone().accepts("OK"),
                post("vci-offer-create", "/vci/offer/create")
                        .creates()
                        .primaryAlone()
                        .subject("/subject")
                        .brings(AUTHORIZATION_CODE, "/info/preAuthorizedCode")
                        .accepts("CREATED"),
                post("vci-offer-info", "/vci/offer/info").reads().primaryAlone().accepts("OK"),
                credential("vci-single-parse", "/vci/single/parse")
                        .reads()
                        .primaryAlone()
                        .names(ACCESS_TOKEN, "/accessToken"),
                credential("vci-batch-parse", "/vci/batch/parse")
                        .reads()
                        .primaryAlone()
                        .names(ACCESS_TOKEN, "/accessToken"),
                credential("vci-deferred-parse", "/vci/deferred/parse")
                        .reads()
                        .primaryAlone()
                        .names(ACCESS_TOKEN, "/accessToken"),
                credential("vci-single-issue", "/vci/single/issue")
                        .creates()
                        .primaryAlone()
                        .names(ACCESS_TOKEN, "/accessToken"),
                credential("vci-batch-issue", "/vci/batch/issue")
                        .creates()
                        .primaryAlone()
                        .names(ACCESS_TOKEN, "/accessToken"),
                // Uses the transaction up; its request carries no access token.
                credential("vci-deferred-issue", "/vci/deferred/issue")
                        .consumes()
                        .primaryAlone());
    }

    private static OperationBuilder credential(String id, String path) {
        return post(id, path)
                .accepts("OK", "OK_JWT", "ACCEPTED", "ACCEPTED_JWT")
                .actions(UNKNOWN_CREDENTIAL, "UNAUTHORIZED");
    }

    // ---- sessions and attestation: 3.0 only ----

    private static List<OperationBuilder> sessions() {
        return List.of(
                post("nativesso", "/nativesso")
                        .reads()
                        .primaryAlone()
                        .names(ACCESS_TOKEN, "/accessToken")
                        .names(REFRESH_TOKEN, "/refreshToken")
                        .accepts("OK"),
                post("nativesso-logout", "/nativesso/logout")
                        .kills(Kills.TOKENS)
                        .primaryAlone()
                        .accepts("OK"),
                post("backchannel-logout-token", "/backchannel/logout/token")
                        .reads()
                        .primaryAlone()
                        .client("/clientIdentifier")
                        .subject("/subject")
                        .accepts("OK"),
                post("attestation-challenge", "/attestation/challenge")
                        .creates()
                        .primaryAlone()
                        .accepts("OK"));
    }
}
