package dev.dualclient.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Spring Security judges access tokens where the application is a resource server. Immutable.
 *
 * @param tokens Kind of access tokens that Spring Security is to accept by the word of both backends; none unless written.
 * @param jwt What access tokens that are JWTs have to say of themselves.
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
     * @param issuer Issuer that a token names; any unless written.
     * @param audiences Audiences of which a token names at least one; any unless written.
     * @param types Types of JWT that are access tokens, as the header typ has them; others, ID tokens say, are refused.
     */
    public record Jwt(
            @Nullable String issuer,
            @DefaultValue List<String> audiences,
            @DefaultValue({"at+jwt", "application/at+jwt"}) List<String> types) {}
}
