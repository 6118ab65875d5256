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
import dev.dualclient.test.emulator.state.OneTime;
import dev.dualclient.test.emulator.state.Store;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/** Proofs that a wallet holds the keys that a credential is to be bound to (appendix F.1: {@code jwt}). */
final class KeyProofs {

    private static final String TYPE = "openid4vci-proof+jwt";
    private static final ErrorObject INVALID_PROOF = new ErrorObject("invalid_proof");
    private static final ErrorObject INVALID_NONCE = new ErrorObject("invalid_nonce");

    private final Store store;

    KeyProofs(Store store) {
        this.store = store;
    }

    /** Returns the keys that a request proves, none where it brings no proof. */
    List<String> keys(Document request) {
        List<String> jwts = new ArrayList<>(request.document("proofs").texts("jwt"));
        Document proof = request.document("proof");
        if (proof.has("proof_type") && !"jwt".equals(proof.text("proof_type"))) {
            throw refused(INVALID_PROOF, "A918301", "The type of the proof is not supported.");
        }
        if (proof.has("jwt")) {
            jwts.add(proof.text("jwt", ""));
        }
        return jwts.stream().map(this::key).toList();
    }

    private String key(String proof) {
        try {
            SignedJWT jwt = SignedJWT.parse(proof);
            JWK key = jwt.getHeader().getJWK();
            boolean typed = jwt.getHeader().getType() != null
                    && jwt.getHeader().getType().getType().equals(TYPE);
            if (!typed || !(key instanceof AsymmetricJWK asymmetric)) {
                throw refused(INVALID_PROOF, "A918302", "The header of the proof has the wrong type, or no key.");
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
        OneTime.Held<String> held =
                nonce == null ? null : store.credentialNonces().find(nonce);
        if (held == null || store.now() >= held.expiresAt()) {
            throw refused(INVALID_NONCE, "A918307", "The nonce of the proof is missing, unknown or expired.");
        }
    }

    private static Refusal refused(ErrorObject error, String code, String message) {
        return CredentialAccess.refused("BAD_REQUEST", error, code, message);
    }
}
