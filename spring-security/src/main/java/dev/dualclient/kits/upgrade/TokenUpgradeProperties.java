package dev.dualclient.kits.upgrade;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Upgrade of legacy tokens on the way to services. Immutable.
 *
 * @param mode Step of the upgrade. It can be changed at run time.
 * @param confirm Whether services are ready for override or only-new, which are not backward compatible.
 * @param from Where callers present the legacy token.
 * @param to Headers for the new token. Whatever callers send under them is removed.
 * @param paths Path patterns of the requests that are upgraded.
 * @param onUnmapped What happens to a valid legacy token for which there is no subject.
 * @param check When a legacy token is validated: at each request, or once for the life of its new token.
 * @param maxLife Longest life of a new token.
 * @param timeout Time budget of mapping and minting together.
 * @param mapTokenEndpoint URI of a mapper. Unset, a bean LegacyTokenMapper is needed.
 * @param minter Who mints. Unset, a bean TokenMinter is needed.
 */
@ConfigurationProperties(value = TokenUpgradeProperties.PREFIX, ignoreUnknownFields = false)
public record TokenUpgradeProperties(
        @DefaultValue("off") UpgradeMode mode,
        @DefaultValue("false") boolean confirm,
        @DefaultValue From from,
        @DefaultValue("TemporaryAuthorization") List<String> to,
        @DefaultValue List<String> paths,
        @DefaultValue("pass") OnUnmapped onUnmapped,
        @DefaultValue("each") Check check,
        @DefaultValue("5m") Duration maxLife,
        @DefaultValue("2s") Duration timeout,
        @Nullable String mapTokenEndpoint,
        @DefaultValue Minter minter) {

    static final String PREFIX = "dual-client.kits.token-upgrade";

    /** What happens to a valid token for which there is no subject. */
    public enum OnUnmapped {
        /** The request passes without a new token. */
        PASS,
        /** The request is refused with 401. */
        REFUSE
    }

    /** When a legacy token is validated. */
    public enum Check {
        /** At each request. */
        EACH,
        /** When the new token is minted, which is used for the rest of its life. */
        CACHED
    }

    /**
     * Where callers present the legacy token.
     *
     * @param header Header. Authorization is read for its bearer token, another one as it is.
     * @param cookie Cookie, in place of a header.
     */
    public record From(
            @DefaultValue("Authorization") String header,
            @Nullable String cookie) {}

    /**
     * Who mints: one of them.
     *
     * @param jwt Signs a JWT with the bean JwtEncoder.
     * @param exchange Exchanges the legacy token at an authorization server (RFC 8693).
     * @param authlete Calls auth-token-create of the bean AuthleteApi.
     */
    public record Minter(
            @Nullable Jwt jwt,
            @Nullable Exchange exchange,
            @Nullable Authlete authlete) {}

    /**
     * A local JWT.
     *
     * @param issuer Its claim iss.
     * @param audiences Its claim aud.
     */
    public record Jwt(@Nullable String issuer, @DefaultValue Set<String> audiences) {}

    /**
     * A token exchange.
     *
     * @param registrationId Client registration of Spring Security with the grant type of token exchange.
     */
    public record Exchange(@Nullable String registrationId) {}

    /**
     * A token of Authlete.
     *
     * @param clientId Client to which the token belongs.
     */
    public record Authlete(@Nullable Long clientId) {}
}
