package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.openid.connect.sdk.OIDCError;
import java.util.Arrays;

/** Why an authorization server refuses an authorization request, and the error that the client gets. */
enum FailureReason {
    NOT_LOGGED_IN(
            OIDCError.LOGIN_REQUIRED,
            "A060301",
            "The authorization request contains prompt=none, but no end-user has logged in this service."),
    MAX_AGE_NOT_SUPPORTED(
            OIDCError.LOGIN_REQUIRED,
            "A060302",
            "This service cannot handle 'max_age' parameter properly when the authorization request contains"
                    + " prompt=none."),
    EXCEEDS_MAX_AGE(
            OIDCError.LOGIN_REQUIRED,
            "A060303",
            "The authorization request contains prompt=none, but the maximum authentication age has passed."),
    DIFFERENT_SUBJECT(
            OIDCError.LOGIN_REQUIRED,
            "A060304",
            "The authorization request specifies 'sub' claim, but the current end-user is different from the"
                    + " subject."),
    ACR_NOT_SATISFIED(
            OIDCError.LOGIN_REQUIRED,
            "A060305",
            "The authentication performed for the end-user satisfies none of the requested ACRs."),
    DENIED(OAuth2Error.ACCESS_DENIED, "A060306", "The end-user denied the authorization request."),
    SERVER_ERROR(OAuth2Error.SERVER_ERROR, "A060308", "The authorization request failed due to a server error."),
    NOT_AUTHENTICATED(
            OAuth2Error.ACCESS_DENIED,
            "A060309",
            "The authorization request failed because the end-user was not authenticated or did not exist."),
    ACCOUNT_SELECTION_REQUIRED(
            OIDCError.ACCOUNT_SELECTION_REQUIRED,
            "A060310",
            "The authorization server cannot obtain an account selection choice made by the end-user."),
    CONSENT_REQUIRED(
            OIDCError.CONSENT_REQUIRED, "A060311", "The authorization server cannot obtain consent from the end-user."),
    INTERACTION_REQUIRED(
            OIDCError.INTERACTION_REQUIRED, "A060312", "The authorization server needs interaction with the end-user."),
    INVALID_TARGET(new ErrorObject("invalid_target"), "A060313", "The requested resource is invalid."),
    UNKNOWN(OAuth2Error.SERVER_ERROR, "A060307", "The authorization request failed due to an unknown reason.");

    private final ErrorObject error;
    private final String code;
    private final String words;

    FailureReason(ErrorObject error, String code, String words) {
        this.error = error;
        this.code = code;
        this.words = words;
    }

    /** Returns the reason of that name, {@link #UNKNOWN} for one that the server does not know. */
    static FailureReason of(String name) {
        return Arrays.stream(values())
                .filter(reason -> reason.name().equals(name))
                .findFirst()
                .orElse(UNKNOWN);
    }

    ErrorObject error() {
        return error;
    }

    String code() {
        return code;
    }

    String words() {
        return words;
    }
}
