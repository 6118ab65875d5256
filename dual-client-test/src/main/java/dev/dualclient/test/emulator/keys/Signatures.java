package dev.dualclient.test.emulator.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyConverter;
import dev.dualclient.test.emulator.proof.ClientSignatures;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Store;
import java.security.Key;
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

    private static final Verdict INVALID = new Verdict("A160219", "The signature of the JOSE object is invalid.");

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
        return client == null ? ofService(jws) : ofClient(client, jws, symmetric);
    }

    private static Verdict ofClient(Client client, JWSObject jws, boolean symmetric) {
        return switch (ClientSignatures.verdict(client, jws)) {
            case VALID -> Verdict.VALID;
            case NO_KEY_SET -> new Verdict("A160301", "The client's JWK Set has not been registered.");
            case NO_KEY ->
                symmetric
                        ? new Verdict(
                                "A160217",
                                "Cannot verify the signature because the shared symmetric key based on the client"
                                        + " secret cannot be computed.")
                        : noKey("client");
            case INVALID -> INVALID;
        };
    }

    private Verdict ofService(JWSObject jws) {
        JWKSet keys = store.service().keys().all().toPublicJWKSet();
        List<Key> matching =
                KeyConverter.toJavaKeys(new JWKSelector(JWKMatcher.forJWSHeader(jws.getHeader())).select(keys));
        if (matching.isEmpty()) {
            return noKey("service");
        }
        try {
            return jws.verify(new DefaultJWSVerifierFactory().createJWSVerifier(jws.getHeader(), matching.get(0)))
                    ? Verdict.VALID
                    : INVALID;
        } catch (JOSEException unfit) {
            return INVALID;
        }
    }

    private static Verdict noKey(String owner) {
        return new Verdict(
                "A160221",
                "Could not find any appropriate JWK for signature verification in the " + owner + "'s JWK Set.");
    }
}
