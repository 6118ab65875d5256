package dev.dualclient.sample.token;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose assertions are as good as a user's password (RFC 7523); nobody's unless configured.
 *
 * @param issuers trusted issuers
 */
@ConfigurationProperties("sample.jwt-bearer")
record JwtBearerProperties(@DefaultValue List<TrustedIssuer> issuers) {

    /**
     * A trusted issuer.
     *
     * @param issuer claim {@code iss} of its assertions
     * @param jwks JWK set with its public keys (RFC 7517), as JSON
     */
    record TrustedIssuer(String issuer, String jwks) {}
}
