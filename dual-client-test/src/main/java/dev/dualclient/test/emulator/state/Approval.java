package dev.dualclient.test.emulator.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an end user agreed to.
 *
 * @param subject the end user
 * @param sub the subject that the client is told, {@code null} for the same
 * @param scopes the scopes granted
 * @param authTime when the end user was authenticated, in seconds since the epoch, 0 where unknown
 * @param acr the authentication context class, {@code null} for none
 * @param claims values of claims for an ID token
 * @param privileges what the tokens are good for, besides their scopes
 * @param properties what the authorization server attaches to the tokens
 */
public record Approval(
        String subject,
        @Nullable String sub,
        List<String> scopes,
        long authTime,
        @Nullable String acr,
        Document claims,
        Privileges privileges,
        List<Property> properties) {

    /** Returns this approval with other values of claims. */
    public Approval withClaims(Document other) {
        return new Approval(subject, sub, scopes, authTime, acr, other, privileges, properties);
    }

    /** Returns the subject as the client is told. */
    public String subjectForClient() {
        return sub == null ? subject : sub;
    }
}
