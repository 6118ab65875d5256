package dev.dualclient.test.emulator.proof;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyConverter;
import dev.dualclient.test.emulator.call.Lacks;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.ClientSecret;
import java.security.Key;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Verifies what clients have signed, with the keys of their JWK sets or with their secrets. */
public final class ClientSignatures {

    /** What came of a signature. */
    public enum Verdict {
        VALID,
        /** The client has registered no JWK set, or none that can be read. */
        NO_KEY_SET,
        /** The client has no key for the algorithm and the key id. */
        NO_KEY,
        INVALID
    }

    private ClientSignatures() {}

    /** Returns the verdict on a signature that a client is said to have made. */
    public static Verdict verdict(Client client, JWSObject signed) {
        boolean symmetric =
                JWSAlgorithm.Family.HMAC_SHA.contains(signed.getHeader().getAlgorithm());
        if (symmetric) {
            ClientSecret secret = client.secret();
            return secret == null ? Verdict.NO_KEY : verify(signed, List.of(new SecretKeySpec(secret.key(), "HMAC")));
        }
        JWKSet registered = keys(client);
        if (registered == null) {
            return Verdict.NO_KEY_SET;
        }
        List<Key> keys = KeyConverter.toJavaKeys(
                new JWKSelector(JWKMatcher.forJWSHeader(signed.getHeader())).select(registered));
        keys.removeIf(key -> !(key instanceof PublicKey));
        return verify(signed, keys);
    }

    /** Returns the JWK set that a client has registered, {@code null} if there is none that can be read. */
    public static @Nullable JWKSet keys(Client client) {
        String jwks = client.metadata().text("jwks");
        if (jwks == null && client.metadata().has("jwksUri")) {
            throw Lacks.feature("JWK sets that a client keeps elsewhere (jwksUri)");
        }
        try {
            return jwks == null ? null : JWKSet.parse(jwks);
        } catch (ParseException e) {
            return null;
        }
    }

    private static Verdict verify(JWSObject signed, List<? extends Key> keys) {
        if (keys.isEmpty()) {
            return Verdict.NO_KEY;
        }
        for (Key key : keys) {
            try {
                if (signed.verify(new DefaultJWSVerifierFactory().createJWSVerifier(signed.getHeader(), key))) {
                    return Verdict.VALID;
                }
            } catch (JOSEException unfit) {
                // a key that does not fit the algorithm verifies nothing; another may
            }
        }
        return Verdict.INVALID;
    }
}
