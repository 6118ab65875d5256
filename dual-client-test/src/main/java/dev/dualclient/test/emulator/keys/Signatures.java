package dev.dualclient.test.emulator.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Store;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies signatures with the keys of the service or of a client. */
final class Signatures {

    /**
     * What a signature turned out to be.
     *
     * @param code the result code of what is wrong, {@code null} where it is valid
     * @param words what is wrong
     */
    record Verdict(@Nullable String code, String words) {

        static final Verdict VALID = new Verdict(null, "");
    }

    private static final JWSVerifierFactory VERIFIERS = new DefaultJWSVerifierFactory();

    private final Store store;

    Signatures(Store store) {
        this.store = store;
    }

    /** Verifies with the key of the signer that the request names: the service, unless it says that a client signed. */
    Verdict verify(JWSObject jws, Document request) {
        JWSAlgorithm algorithm = jws.getHeader().getAlgorithm();
        boolean symmetric = JWSAlgorithm.Family.HMAC_SHA.contains(algorithm);
        boolean byClient = request.flag("signedByClient");
        Client client = null;
        if (symmetric || byClient) {
            String identifier = request.text("clientIdentifier");
            if (identifier == null) {
                return new Verdict(
                        "A160215",
                        "The identifier of the client application is necessary for verification but it is not"
                                + " available.");
            }
            client = store.search(identifier).client();
            if (client == null) {
                return new Verdict("A160216", "Failed to get information about the client application.");
            }
        }
        if (symmetric) {
            return new Verdict(
                    "A160217",
                    "Cannot verify the signature because the shared symmetric key based on the client secret cannot"
                            + " be computed.");
        }
        JWKSet keys = client == null ? store.service().keys().all() : keys(client);
        return keys == null
                ? new Verdict("A160301", "The client's JWK Set has not been registered.")
                : verify(jws, keys, client == null ? "service" : "client");
    }

    private static @Nullable JWKSet keys(Client client) {
        String text = client.metadata().text("jwks");
        try {
            return text == null ? null : JWKSet.parse(text);
        } catch (ParseException malformed) {
            return null;
        }
    }

    private static Verdict verify(JWSObject jws, JWKSet keys, String owner) {
        JWSHeader header = jws.getHeader();
        JWKMatcher matcher = JWKMatcher.forJWSHeader(header);
        List<JWK> matching = matcher == null
                ? List.of()
                : new JWKSelector(matcher)
                        .select(keys).stream()
                                .filter(AsymmetricJWK.class::isInstance)
                                .toList();
        if (matching.isEmpty()) {
            return new Verdict(
                    "A160221",
                    "Could not find any appropriate JWK for signature verification in the " + owner + "'s JWK Set.");
        }
        if (matching.size() > 1) {
            return new Verdict(
                    "A160220",
                    "Cannot determine a JWK because there are multiple JWKs that match the conditions for signature"
                            + " verification.");
        }
        try {
            PublicKey key = ((AsymmetricJWK) matching.get(0)).toPublicKey();
            return jws.verify(VERIFIERS.createJWSVerifier(header, key))
                    ? Verdict.VALID
                    : new Verdict("A160219", "The signature of the JOSE object is invalid.");
        } catch (JOSEException unfit) {
            return new Verdict("A160219", "The signature of the JOSE object is invalid.");
        }
    }
}
