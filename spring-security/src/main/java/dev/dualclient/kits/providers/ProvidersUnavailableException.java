package dev.dualclient.kits.providers;

import org.springframework.security.authentication.AuthenticationServiceException;

/** No provider can say now whether an access token is valid; the caller gets 503 and {@code Retry-After}. */
public final class ProvidersUnavailableException extends AuthenticationServiceException {

    private static final long serialVersionUID = 1L;

    ProvidersUnavailableException() {
        super("No identity provider can say now whether the access token is valid");
    }
}
