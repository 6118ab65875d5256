package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Clients.Finding;

/** The endpoints at which clients authenticate, and the words in which each says who a client is not. */
enum ClientEndpoint {
    TOKEN("INVALID_CLIENT", "A244305", "A048312", "A048313", "A048304", "A048323", "A048306", "A048307", "A048324"),
    REVOCATION(
            "INVALID_CLIENT", "A114301", "A114312", "A114313", "A114304", "A114314", "A114306", "A114307", "A114315"),
    PUSHED_AUTHORIZATION("UNAUTHORIZED", "A247306", "A247303", "A247307"),
    DEVICE_AUTHORIZATION("UNAUTHORIZED", "A166302", "A218303", "A218305"),
    BACKCHANNEL_AUTHENTICATION("UNAUTHORIZED", "A168309", "A168303", "A168310");

    private final String action;
    private final String nameless;
    private final String twoNames;
    private final String twoSecrets;
    private final String unknown;
    private final String unknownByAlias;
    private final String deleted;
    private final String locked;
    private final String aliasOff;

    /** Endpoints that have one code for every client that may not be used. */
    ClientEndpoint(String action, String nameless, String twoNames, String unknown) {
        this(action, nameless, twoNames, twoNames, unknown, unknown, unknown, unknown, unknown);
    }

    ClientEndpoint(
            String action,
            String nameless,
            String twoNames,
            String twoSecrets,
            String unknown,
            String unknownByAlias,
            String deleted,
            String locked,
            String aliasOff) {
        this.action = action;
        this.nameless = nameless;
        this.twoNames = twoNames;
        this.twoSecrets = twoSecrets;
        this.unknown = unknown;
        this.unknownByAlias = unknownByAlias;
        this.deleted = deleted;
        this.locked = locked;
        this.aliasOff = aliasOff;
    }

    Refusal nameless() {
        return badRequest(
                nameless, "The request does not include any clue to identify the client. Add a 'client_id' parameter.");
    }

    Refusal twoNames() {
        return badRequest(twoNames, "The request specifies the client by different ways but the values differ.");
    }

    Refusal twoSecrets() {
        return badRequest(twoSecrets, "The request specifies the client secret by two ways but the values differ.");
    }

    /** Returns why a client that was searched for may not be used. */
    Refusal unusable(Finding finding, boolean aliases) {
        return switch (finding) {
            case DELETED -> invalidClient(deleted, "The client has been deleted.");
            case LOCKED -> invalidClient(locked, "The client is locked.");
            case ALIAS_OFF -> invalidClient(aliasOff, "The client ID alias of the client is not enabled.");
            case UNKNOWN, FOUND ->
                invalidClient(aliases ? unknownByAlias : unknown, "No client has the client ID presented.");
        };
    }

    Refusal invalidClient(String code, String message) {
        return Refusal.toClient(action, OAuth2Error.INVALID_CLIENT, code, message);
    }

    Refusal badRequest(String code, String message) {
        return badRequest(OAuth2Error.INVALID_REQUEST, code, message);
    }

    Refusal badRequest(ErrorObject error, String code, String message) {
        return Refusal.toClient("BAD_REQUEST", error, code, message);
    }
}
