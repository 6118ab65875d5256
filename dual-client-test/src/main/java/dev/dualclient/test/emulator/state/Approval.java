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
 * @param grantId of grant management, {@code null} for none
 * @param sessionId the end user's session at the authorization server, {@code null} for none
 */
public record Approval(
        String subject,
        @Nullable String sub,
        List<String> scopes,
        long authTime,
        @Nullable String acr,
        Document claims,
        Privileges privileges,
        List<Property> properties,
        @Nullable String grantId,
        @Nullable String sessionId) {

    /** Creates an approval that belongs to no grant and no session. */
    public Approval(
            String subject,
            @Nullable String sub,
            List<String> scopes,
            long authTime,
            @Nullable String acr,
            Document claims,
            Privileges privileges,
            List<Property> properties) {
        this(subject, sub, scopes, authTime, acr, claims, privileges, properties, null, null);
    }

    /** Returns this approval as part of a grant and of a session, {@code null} standing for none. */
    public Approval within(@Nullable String grant, @Nullable String session) {
        return new Approval(subject, sub, scopes, authTime, acr, claims, privileges, properties, grant, session);
    }

    /** Returns this approval with other values of claims. */
    public Approval withClaims(Document other) {
        return new Approval(subject, sub, scopes, authTime, acr, other, privileges, properties, grantId, sessionId);
    }

    /** Returns the subject as the client is told. */
    public String subjectForClient() {
        return sub == null ? subject : sub;
    }
}
