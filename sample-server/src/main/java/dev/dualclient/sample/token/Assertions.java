package dev.dualclient.sample.token;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.dualclient.sample.token.JwtBearerProperties.TrustedIssuer;
import dev.dualclient.sample.web.Signatures;
import java.text.ParseException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Assertions of issuers that this server trusts. Thread-safe. */
@Component
final class Assertions {

    private final Map<String, JWKSet> keys;

    Assertions(JwtBearerProperties properties) {
        keys = properties.issuers().stream()
                .collect(Collectors.toUnmodifiableMap(TrustedIssuer::issuer, Assertions::keys));
    }

    private static JWKSet keys(TrustedIssuer trusted) {
        try {
            return JWKSet.parse(trusted.jwks());
        } catch (ParseException malformed) {
            throw new IllegalArgumentException(
                    "write the JWK set of " + trusted.issuer() + " at sample.jwt-bearer.issuers as JSON", malformed);
        }
    }

    /** Returns whom an assertion is about, {@code null} if its issuer is not trusted or has not signed it. */
    @Nullable
    String subject(String assertion) {
        try {
            String issuer = SignedJWT.parse(assertion).getJWTClaimsSet().getIssuer();
            JWKSet trusted = issuer == null ? null : keys.get(issuer);
            JWTClaimsSet claims = trusted == null ? null : Signatures.verified(assertion, trusted);
            return claims == null ? null : claims.getSubject();
        } catch (ParseException notSigned) {
            return null;
        }
    }
}
