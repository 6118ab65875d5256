package dev.dualclient.test.emulator.state;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The keys of a service, made when they are first needed: one for RS256 and one for ES256. Thread-safe. */
public final class SigningKeys {

    private static final Map<String, SigningKeys> OF_SERVICES = new ConcurrentHashMap<>();

    private final String label;
    private @Nullable RSAKey rsa;
    private @Nullable ECKey ec;

    private SigningKeys(String label) {
        this.label = label;
    }

    /**
     * Returns the keys of a service, whose ids begin with the version. A service has the same keys for as long as the
     * process lives, so that a server can be started anew for every test without paying for an RSA key each time.
     */
    public static SigningKeys of(String version, long apiKey) {
        return OF_SERVICES.computeIfAbsent(version + '/' + apiKey, name -> new SigningKeys("authlete-" + version));
    }

    /** Returns the keys, private parts included. */
    public synchronized JWKSet all() {
        return new JWKSet(List.of(rsa(), ec()));
    }

    /** Returns the claims as a JWT signed by the key for an algorithm: {@code ES256}, else RS256. */
    public synchronized String sign(JWTClaimsSet claims, @Nullable String algorithm) {
        try {
            boolean elliptic = "ES256".equals(algorithm);
            JWSHeader header = new JWSHeader.Builder(elliptic ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256)
                    .keyID(elliptic ? ec().getKeyID() : rsa().getKeyID())
                    .build();
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(elliptic ? new ECDSASigner(ec()) : new RSASSASigner(rsa()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("a key of the service cannot sign", e);
        }
    }

    private RSAKey rsa() {
        if (rsa == null) {
            try {
                rsa = new RSAKeyGenerator(2048)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.RS256)
                        .keyID(keyId("rs256"))
                        .generate();
            } catch (JOSEException e) {
                throw new IllegalStateException("no RSA key could be made", e);
            }
        }
        return rsa;
    }

    private ECKey ec() {
        if (ec == null) {
            try {
                ec = new ECKeyGenerator(Curve.P_256)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.ES256)
                        .keyID(keyId("es256"))
                        .generate();
            } catch (JOSEException e) {
                throw new IllegalStateException("no EC key could be made", e);
            }
        }
        return ec;
    }

    private String keyId(String algorithm) {
        return label + '-' + algorithm + '-' + Opaque.random().substring(0, 8);
    }
}
