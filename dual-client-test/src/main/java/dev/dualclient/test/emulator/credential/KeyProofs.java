package dev.dualclient.test.emulator.credential;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ErrorObject;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Store;
import java.text.ParseException;
import java.util.List;
import java.util.Map;

/** Proofs that a wallet holds the keys that a credential is to be bound to (appendix F.1: {@code jwt}). */
final class KeyProofs {

    private static final String TYPE_OF_PROOF = "jwt";
    private static final String TYPE = "openid4vci-proof+jwt";
    private static final ErrorObject INVALID_PROOF = new ErrorObject("invalid_proof");
    private static final ErrorObject INVALID_NONCE = new ErrorObject("invalid_nonce");

    private final Store store;

    KeyProofs(Store store) {
        this.store = store;
    }

    /**
     * Returns the keys that a request proves (section 8.2).
     *
     * @param configuration the credential that is asked for; without {@code proof_types_supported}, it is bound to no key
     */
    List<String> keys(Document request, Document configuration) {
        Document types = configuration.document("proof_types_supported");
        if (!request.has("proofs")) {
            if (types.json().isEmpty()) {
                return List.of();
            }
            throw refused(INVALID_PROOF, "A918308", "The request needs 'proofs'.");
        }
        Document proofs = request.document("proofs");
        List<String> jwts = proofs.texts(TYPE_OF_PROOF);
        if (!types.has(TYPE_OF_PROOF)
                || !proofs.json().propertyStream().map(Map.Entry::getKey).allMatch(TYPE_OF_PROOF::equals)) {
            throw refused(INVALID_PROOF, "A918301", "The type of the proofs is not supported.");
        }
        if (jwts.isEmpty() || jwts.size() > new IssuerSettings(store.service()).batchSize()) {
            throw refused(INVALID_PROOF, "A918309", "The request brings no proof, or too many.");
        }
        List<String> algorithms = types.document(TYPE_OF_PROOF).texts("proof_signing_alg_values_supported");
        return jwts.stream().map(jwt -> key(jwt, algorithms)).toList();
    }

    private String key(String proof, List<String> algorithms) {
        try {
            SignedJWT jwt = SignedJWT.parse(proof);
            JWK key = jwt.getHeader().getJWK();
            boolean typed = jwt.getHeader().getType() != null
                    && jwt.getHeader().getType().getType().equals(TYPE);
            if (!typed || !(key instanceof AsymmetricJWK asymmetric)) {
                throw refused(INVALID_PROOF, "A918302", "The header of the proof has the wrong type, or no key.");
            }
            if (!algorithms.contains(jwt.getHeader().getAlgorithm().getName())) {
                throw refused(INVALID_PROOF, "A918311", "The algorithm of the proof is not supported.");
            }
            if (!jwt.verify(
                    new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), asymmetric.toPublicKey()))) {
                throw refused(INVALID_PROOF, "A918303", "The signature of the proof is invalid.");
            }
            check(jwt.getJWTClaimsSet());
            return key.toPublicJWK().toJSONString();
        } catch (ParseException | JOSEException malformed) {
            throw refused(INVALID_PROOF, "A918304", "The proof is malformed.");
        }
    }

    private void check(JWTClaimsSet claims) throws ParseException {
        if (!claims.getAudience().contains(new IssuerSettings(store.service()).identifier())) {
            throw refused(INVALID_PROOF, "A918305", "The proof is not meant for this credential issuer.");
        }
        if (claims.getIssueTime() == null || claims.getIssueTime().getTime() > store.now() + 60_000) {
            throw refused(INVALID_PROOF, "A918306", "The proof does not say when it was made, or in the future.");
        }
        String nonce = claims.getStringClaim("nonce");
        if (nonce == null) {
            throw refused(INVALID_PROOF, "A918310", "The proof has no nonce.");
        }
        if (!store.currentCredentialNonce().equals(nonce)) {
            throw refused(INVALID_NONCE, "A918307", "The nonce of the proof is unknown or expired.");
        }
    }

    private static Refusal refused(ErrorObject error, String code, String message) {
        return CredentialAccess.refused("BAD_REQUEST", error, code, message);
    }
}
