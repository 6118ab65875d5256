package dev.dualclient.sample.web;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a user has allowed a client before. Consents move to 3.0 by no API, so that one is read from whichever backend holds
 * it, and ticked on the page; the user gives it to 3.0 by one press.
 */
@Component
final class GrantedBefore {

    private final AuthleteApi authlete;
    private final Consents consents;
    private final ConsentProperties properties;

    GrantedBefore(AuthleteApi authlete, Consents consents, ConsentProperties properties) {
        this.authlete = authlete;
        this.consents = consents;
        this.properties = properties;
    }

    /** Whether the user can choose among the scopes. */
    boolean isChoice() {
        return properties.once();
    }

    /** Whether the user need not be asked again. */
    boolean isEnough(PendingAuthorization pending, Login login) {
        return properties.once()
                && !pending.consentAsked()
                && pending.objectionTo(login) == null
                && consents.cover(login.subject(), pending.clientId(), pending.scopeNames());
    }

    /** Returns the scopes that are ticked: those allowed before, and all for a user who has allowed none of them. */
    Set<String> ticked(PendingAuthorization pending, Login login) {
        Set<String> requested = Set.copyOf(pending.scopeNames());
        String[] granted = granted(pending.clientId(), login.subject());
        return granted == null || granted.length == 0 ? requested : Set.of(granted);
    }

    /** While no backend can say it, the user is asked as if for the first time. */
    private String @Nullable [] granted(long clientId, String subject) {
        try {
            return authlete.getGrantedScopes(clientId, subject).getLatestGrantedScopes();
        } catch (AuthleteApiException unavailable) {
            return new String[0];
        }
    }
}
