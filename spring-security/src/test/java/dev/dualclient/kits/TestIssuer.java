package dev.dualclient.kits;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * An identity provider: signs JWTs with a key of its own, and tells of opaque tokens that it issued whether they are active
 * (RFC 7662), to a client that authenticates.
 */
public final class TestIssuer extends LocalServer {

    public static final String CLIENT = "api";
    public static final String SECRET = "s3cret-of-the-api";

    private final ECKey key;
    private final Map<String, String> opaque = new ConcurrentHashMap<>();

    public TestIssuer() {
        try {
            key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
        on(
                "/.well-known/openid-configuration",
                (exchange, body) ->
                        new Answer(200, "{\"issuer\":\"" + url() + "\",\"jwks_uri\":\"" + url() + "/jwks\"}"));
        on("/jwks", (exchange, body) -> new Answer(200, new JWKSet(key.toPublicJWK()).toString()));
        on("/introspect", this::introspect);
    }

    private Answer introspect(HttpExchange exchange, String body) {
        String credentials =
                Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        if (!("Basic " + credentials).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return new Answer(401, "{\"error\":\"invalid_client\"}");
        }
        String claims = opaque.get(form(body).getOrDefault("token", ""));
        return new Answer(200, claims == null ? "{\"active\":false}" : "{\"active\":true," + claims + "}");
    }

    public ECKey key() {
        return key;
    }

    /** Returns a JWT access token for the audience {@code api}. */
    public String jwt(String subject) {
        return jwt(key, claims -> claims.subject(subject));
    }

    public String jwt(ECKey signer, Consumer<JWTClaimsSet.Builder> claims) {
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder()
                .issuer(url())
                .audience("api")
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .jwtID(UUID.randomUUID().toString());
        claims.accept(builder);
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(signer.getKeyID())
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                builder.build());
        try {
            jwt.sign(new ECDSASigner(signer));
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
        return jwt.serialize();
    }

    /** Returns an opaque access token. */
    public String opaque(String subject) {
        String token = "opaque-" + UUID.randomUUID();
        opaque.put(token, "\"sub\":\"" + subject + "\",\"scope\":\"read\",\"aud\":[\"api\"],\"username\":null");
        return token;
    }

    public void revoke(String token) {
        opaque.remove(token);
    }
}
