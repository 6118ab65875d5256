package dev.dualclient.test.emulator.state;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.InputStream;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The keys of a service: one for RS256 and one for ES256. Thread-safe. */
public final class SigningKeys {

    private static final Map<String, SigningKeys> OF_SERVICES = new ConcurrentHashMap<>();

    /** RSA keys that come with the kit, by version: finding the primes of one takes seconds. For emulators alone. */
    private static final Map<String, RSAKey> SHIPPED = shipped();

    private final String version;
    private final String rsaKeyId;
    private final ECKey ec;
    private @Nullable RSAKey rsa;

    private SigningKeys(String version, String rsaKeyId, ECKey ec, @Nullable RSAKey rsa) {
        this.version = version;
        this.rsaKeyId = rsaKeyId;
        this.ec = ec;
        this.rsa = rsa;
    }

    /**
     * Returns the keys of a service, whose ids begin with the version. A service has the same keys for as long as the
     * process lives: a server can be started anew for every test without paying for an RSA key each time.
     */
    public static SigningKeys of(String version, long apiKey) {
        return OF_SERVICES.computeIfAbsent(version + '/' + apiKey, name -> generate(version));
    }

    /**
     * Returns these keys with those that were imported in their place, as a migration of a service does: then both
     * versions know one another's tokens.
     *
     * @param jwks a JWK set with private keys: one for ES256, one for RS256 or both
     * @throws ParseException if it is none
     */
    SigningKeys importing(String jwks) throws ParseException {
        SigningKeys imported = this;
        for (JWK key : JWKSet.parse(jwks).getKeys()) {
            if (key instanceof ECKey otherEc) {
                imported = new SigningKeys(version, imported.rsaKeyId, otherEc, imported.rsa);
            } else if (key instanceof RSAKey otherRsa) {
                imported = new SigningKeys(version, otherRsa.getKeyID(), imported.ec, otherRsa);
            }
        }
        return imported;
    }

    private static Map<String, RSAKey> shipped() {
        try (InputStream keys = SigningKeys.class.getResourceAsStream("rsa-keys.json")) {
            Map<String, RSAKey> byVersion = new ConcurrentHashMap<>();
            for (JWK key :
                    JWKSet.load(Objects.requireNonNull(keys, "rsa-keys.json")).getKeys()) {
                byVersion.put(key.getKeyID(), key.toRSAKey());
            }
            return byVersion;
        } catch (IOException | ParseException e) {
            throw new IllegalStateException("the keys that come with the test kit cannot be read", e);
        }
    }

    private static SigningKeys generate(String version) {
        String label = "authlete-" + version;
        String suffix = '-' + Opaque.random().substring(0, 8);
        try {
            ECKey ec = new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyID(label + "-es256" + suffix)
                    .generate();
            return new SigningKeys(version, label + "-rs256" + suffix, ec, null);
        } catch (JOSEException e) {
            throw new IllegalStateException("no keys could be made for a service", e);
        }
    }

    private synchronized RSAKey rsa() {
        RSAKey key = rsa;
        if (key == null) {
            RSAKey first = SHIPPED.remove(version); // each service has a key of its own
            try {
                key = new RSAKey.Builder(first != null ? first : new RSAKeyGenerator(2048).generate())
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.RS256)
                        .keyID(rsaKeyId)
                        .build();
            } catch (JOSEException e) {
                throw new IllegalStateException("no RSA key could be made for a service", e);
            }
            rsa = key;
        }
        return key;
    }

    /** Returns the keys, private parts included. */
    public JWKSet all() {
        return new JWKSet(List.of(rsa(), ec));
    }

    /** Returns whether one of the keys has signed a JWT. */
    public boolean verify(SignedJWT jwt) {
        try {
            return jwt.verify(
                    JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())
                            ? new ECDSAVerifier(ec.toPublicJWK())
                            : new RSASSAVerifier(rsa().toPublicJWK()));
        } catch (JOSEException otherAlgorithm) {
            return false;
        }
    }

    /** Returns the claims as a JWT signed by the key for an algorithm: {@code ES256}, else RS256. */
    public String sign(JWTClaimsSet claims, @Nullable String algorithm) {
        return sign(claims, algorithm, null);
    }

    /** Returns the claims as a signed JWT of some type. */
    public String sign(JWTClaimsSet claims, @Nullable String algorithm, @Nullable JOSEObjectType type) {
        try {
            boolean elliptic = "ES256".equals(algorithm);
            JWSHeader header = new JWSHeader.Builder(elliptic ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256)
                    .keyID(elliptic ? ec.getKeyID() : rsaKeyId)
                    .type(type)
                    .build();
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(elliptic ? new ECDSASigner(ec) : new RSASSASigner(rsa()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("a key of the service cannot sign", e);
        }
    }
}
