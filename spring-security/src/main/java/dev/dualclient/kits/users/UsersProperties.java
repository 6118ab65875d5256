package dev.dualclient.kits.users;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Users that migrate when they log in. Immutable.
 *
 * @param tokenEndpoint Token endpoint of the old system, for its password grant. Unset, a bean OldUsers is needed.
 * @param authorities Authorities of users whom the old system describes without any.
 * @param until Moment from which the old system is not asked. Unset, it is asked for good.
 * @param timeout Time budget of one question to the old system.
 */
@ConfigurationProperties(value = UsersProperties.PREFIX, ignoreUnknownFields = false)
public record UsersProperties(
        @Nullable TokenEndpoint tokenEndpoint,
        @DefaultValue("ROLE_USER") Set<String> authorities,
        @Nullable Instant until,
        @DefaultValue("5s") Duration timeout) {

    static final String PREFIX = "dual-client.kits.users";

    /**
     * A token endpoint with the password grant (RFC 6749 section 4.3).
     *
     * @param uri URI of the token endpoint.
     * @param clientId Client id of this application at the old system.
     * @param clientSecret Client secret of this application at the old system.
     * @param scope Requested scope. Unset, none is requested.
     * @param userinfoUri URI of the UserInfo endpoint, which tells the name of the user. Unset, the name is what was typed.
     * @param nameClaim Claim of UserInfo that is the name of the user here.
     */
    public record TokenEndpoint(
            @Nullable String uri,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable String scope,
            @Nullable String userinfoUri,
            @DefaultValue("preferred_username") String nameClaim) {

        /** Tells no secret. */
        @Override
        public String toString() {
            return "TokenEndpoint[uri=" + uri + ", clientId=" + clientId + "]";
        }
    }
}
