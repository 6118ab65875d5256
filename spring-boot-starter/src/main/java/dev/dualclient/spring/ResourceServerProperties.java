package dev.dualclient.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Spring Security judges access tokens where the application is a resource server. Immutable.
 *
 * @param tokens Kind of the access tokens that Spring Security validates at both backends. Unset, nothing is configured.
 * @param jwt Required claims of JWT access tokens.
 */
public record ResourceServerProperties(
        @Nullable Tokens tokens, @DefaultValue Jwt jwt) {

    /** Kinds of access tokens. */
    public enum Tokens {
        /** Those that a backend is asked about each time. */
        OPAQUE,
        /**
         * Those that are JWTs (RFC 9068), judged by the keys of both backends alone: one that was revoked is accepted
         * until it expires.
         */
        JWT
    }

    /**
     * What access tokens that are JWTs have to say of themselves.
     *
     * @param issuer Required issuer. Unset, any issuer is accepted.
     * @param audiences Accepted audiences; a token must name at least one. Unset, any audience is accepted.
     * @param types Accepted values of the header typ. Other JWTs, such as ID tokens, are refused.
     */
    public record Jwt(
            @Nullable String issuer,
            @DefaultValue List<String> audiences,
            @DefaultValue({"at+jwt", "application/at+jwt"}) List<String> types) {}
}
