package dev.dualclient.kits.users;

import org.springframework.security.authentication.InternalAuthenticationServiceException;

/**
 * The old system gives no answer about a user who is not known here. Says nothing of the password, and is no failed attempt:
 * Spring Security ends with it at once, and publishes no event of bad credentials.
 */
public final class OldUsersUnavailableException extends InternalAuthenticationServiceException {

    private static final long serialVersionUID = 1L;

    OldUsersUnavailableException() {
        super("Logging in is not possible at the moment. Please try again in a minute.");
    }
}
