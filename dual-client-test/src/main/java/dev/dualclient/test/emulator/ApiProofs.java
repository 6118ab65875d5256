package dev.dualclient.test.emulator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.dpop.verifiers.AccessTokenValidationException;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProtectedResourceRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InvalidDPoPProofException;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.server.Request;
import java.net.URI;
import java.text.ParseException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The proofs that callers of the API make of the key that their access token is bound to (RFC 9449 section 7). */
final class ApiProofs {

    private static final long WINDOW_SECONDS = 300;
    private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();

    private ApiProofs() {}

    /** What is wrong with a request, in the words of RFC 9449; {@code null} if nothing is. */
    enum Fault {
        /** There is no proof, or it does not hold. */
        INVALID_DPOP_PROOF,
        /** It has to have the nonce of the server. */
        USE_DPOP_NONCE
    }

    static @Nullable Fault fault(Request request, String accessToken, String thumbprint, Store store) {
        String proof = request.header("DPoP");
        if (proof == null) {
            return Fault.INVALID_DPOP_PROOF;
        }
        try {
            SignedJWT jwt = SignedJWT.parse(proof);
            String nonce = jwt.getJWTClaimsSet().getStringClaim("nonce");
            new DPoPProtectedResourceRequestVerifier(ALGORITHMS, WINDOW_SECONDS, WINDOW_SECONDS, null)
                    .verify(
                            request.method(),
                            URI.create("http://" + request.header("Host") + request.path()),
                            new DPoPIssuer("caller of the API"),
                            jwt,
                            new DPoPAccessToken(accessToken),
                            new JWKThumbprintConfirmation(new Base64URL(thumbprint)),
                            nonce == null ? null : new Nonce(nonce));
            if (!store.dpopNonce(0).equals(nonce) && !store.dpopNonce(1).equals(nonce)) {
                return Fault.USE_DPOP_NONCE;
            }
            long until = store.now() + 2000 * WINDOW_SECONDS;
            String id = String.valueOf(jwt.getJWTClaimsSet().getJWTID());
            return store.usedValues().use("dpop of the API", id, until, store.now()) ? null : Fault.INVALID_DPOP_PROOF;
        } catch (ParseException
                | InvalidDPoPProofException
                | AccessTokenValidationException
                | JOSEException
                | IllegalArgumentException wrong) {
            return Fault.INVALID_DPOP_PROOF;
        }
    }

    private static Set<JWSAlgorithm> algorithms() {
        Set<JWSAlgorithm> all = new LinkedHashSet<>(JWSAlgorithm.Family.RSA);
        all.addAll(JWSAlgorithm.Family.EC);
        return Set.copyOf(all);
    }
}
