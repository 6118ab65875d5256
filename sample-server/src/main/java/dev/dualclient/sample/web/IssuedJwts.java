package dev.dualclient.sample.web;

import com.authlete.common.api.AuthleteApi;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The JWTs that this server has issued, ID tokens above all. Thread-safe. */
@Component
public final class IssuedJwts {

    private final AuthleteApi authlete;

    IssuedJwts(AuthleteApi authlete) {
        this.authlete = authlete;
    }

    /**
     * Returns the claims of a JWT that is signed with a key of this server's JWK set and names it as the issuer,
     * {@code null} if it is none. Whether it has expired is not judged.
     */
    public @Nullable JWTClaimsSet claims(String jwt) {
        JWTClaimsSet claims = Signatures.verified(jwt, keys());
        return claims != null && issuer().equals(claims.getIssuer()) ? claims : null;
    }

    /** Whether a JWT is meant for a client, which has an id and may have an alias. */
    public static boolean isFor(JWTClaimsSet claims, long clientId, @Nullable String alias) {
        return claims.getAudience().stream()
                .anyMatch(name -> name.equals(Long.toString(clientId)) || name.equals(alias));
    }

    private JWKSet keys() {
        String keys = authlete.getServiceJwks();
        try {
            return keys == null || keys.isEmpty() ? new JWKSet() : JWKSet.parse(keys);
        } catch (ParseException malformed) {
            throw new IllegalStateException("the JWK set of the service cannot be read", malformed);
        }
    }

    private String issuer() {
        return JsonMapper.shared()
                .readTree(authlete.getServiceConfiguration())
                .path("issuer")
                .asString("");
    }
}
