package dev.dualclient.kits.providers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Identity providers whose access tokens are accepted. Immutable.
 *
 * @param order Names of the providers, in the order in which they are asked.
 * @param byName Providers by name.
 * @param identityHeader Header that tells the services behind who the user is.
 * @param permit Path patterns that need no access token. No identity header is set there.
 * @param timeout Time budget of one request for all providers together.
 * @param retryAfter Value of Retry-After when no provider can be asked.
 */
@ConfigurationProperties(value = ProvidersProperties.PREFIX, ignoreUnknownFields = false)
public record ProvidersProperties(
        @DefaultValue List<String> order,
        @DefaultValue Map<String, Provider> byName,
        @Nullable IdentityHeader identityHeader,
        @DefaultValue List<String> permit,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("5s") Duration retryAfter) {

    static final String PREFIX = "dual-client.kits.providers";

    /**
     * A provider: either {@code jwt} or {@code opaque}.
     *
     * @param jwt How its JWT access tokens are validated.
     * @param opaque How its opaque access tokens are validated.
     * @param until Moment from which its tokens are refused, and which Sunset tells. Unset, they are accepted for good.
     * @param deprecatedSince Moment that Deprecation tells. Unset, that of {@code until}.
     */
    public record Provider(
            @Nullable Jwt jwt,
            @Nullable Opaque opaque,
            @Nullable Instant until,
            @Nullable Instant deprecatedSince) {}

    /**
     * Access tokens that are JWTs.
     *
     * @param issuer Issuer, compared with the claim iss.
     * @param audiences Accepted audiences; a token must name at least one.
     * @param jwkSetUri URI of its JWK set. Unset, the metadata of the issuer tells it.
     * @param types Accepted values of the header typ. A token may have none.
     */
    public record Jwt(
            @Nullable String issuer,
            @DefaultValue List<String> audiences,
            @Nullable String jwkSetUri,
            @DefaultValue({"at+jwt", "application/at+jwt", "JWT"}) List<String> types) {}

    /**
     * Access tokens that the provider is asked about (RFC 7662).
     *
     * @param introspectionUri URI of its introspection endpoint.
     * @param clientId Client id of this application at the provider.
     * @param clientSecret Client secret of this application at the provider.
     * @param audiences Accepted audiences; a token must name at least one. Unset, any is accepted.
     * @param acceptsJwt Whether JWTs of an issuer that no provider names are sent to it.
     * @param cache How long an accepted token is accepted without asking again, one minute at most.
     */
    public record Opaque(
            @Nullable String introspectionUri,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @DefaultValue List<String> audiences,
            @DefaultValue("false") boolean acceptsJwt,
            @DefaultValue("0s") Duration cache) {

        /** Tells no secret. */
        @Override
        public String toString() {
            return "Opaque[introspectionUri=" + introspectionUri + ", clientId=" + clientId + "]";
        }
    }

    /**
     * A header for the services behind.
     *
     * @param name Name of the header. Whatever callers send under it is removed.
     * @param from Claim whose value is the user; "mapped" asks the bean IdentityMapper.
     * @param provider Name of a header for the name of the provider. Unset, there is none.
     * @param strip Further headers of callers that are removed.
     * @param signed Signs the header, as a JWT by the bean JwtEncoder. Unset, it is plain text.
     */
    public record IdentityHeader(
            @DefaultValue("X-User-Id") String name,
            @DefaultValue("sub") String from,
            @Nullable String provider,
            @DefaultValue List<String> strip,
            @Nullable Signed signed) {}

    /**
     * An identity header that is a JWT.
     *
     * @param issuer Its claim iss.
     * @param audience Its claim aud.
     * @param life How long it is valid.
     */
    public record Signed(
            @Nullable String issuer,
            @Nullable String audience,
            @DefaultValue("1m") Duration life) {}
}
