package dev.dualclient.test.emulator.proof;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.dpop.verifiers.AccessTokenValidationException;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProofUse;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProtectedResourceRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPTokenRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InvalidDPoPProofException;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.oauth2.sdk.util.singleuse.SingleUseChecker;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.proof.DpopError.Kind;
import dev.dualclient.test.emulator.state.Store;
import java.net.URI;
import java.text.ParseException;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** DPoP proofs (RFC 9449): each is accepted once, and for five minutes around the time at which it was made. */
public final class DpopProofs {

    private static final long WINDOW = 5L * 60 * 1000;

    /** Time is checked here, by the emulator's clock, so the library is not to mind it. */
    private static final long ANY_TIME = 100L * 365 * 24 * 3600;

    private static final @Nullable SingleUseChecker<DPoPProofUse> CHECKED_HERE = null;
    private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();

    private static final DPoPIssuer ISSUER = new DPoPIssuer("client");
    private static final String PROBLEM = "There was a problem processing the DPoP header: ";

    private final Store store;

    /** Creates the checks for a server. */
    public DpopProofs(Store store) {
        this.store = store;
    }

    /** A proof that can be read; nothing is checked yet. */
    private record Proof(SignedJWT jwt, JWTClaimsSet claims, JWK key) {

        String thumbprint() throws JOSEException {
            return key.computeThumbprint().toString();
        }

        /** The library wants the nonce to be the one that it is told; which one it should be is checked here. */
        @Nullable
        Nonce nonce() {
            return claims.getClaims().get("nonce") instanceof String nonce ? new Nonce(nonce) : null;
        }
    }

    /**
     * Checks the proof that a call brings to the token endpoint or the like, and returns the thumbprint of its key.
     *
     * @param endpoint where the client sent it, unless the call says otherwise
     */
    public String atEndpoint(Call call, @Nullable String endpoint) throws DpopError {
        Proof proof = parsed(call);
        try {
            URI uri = compared(
                    call.body().text("htu", endpoint == null ? store.service().issuer() : endpoint));
            new DPoPTokenRequestVerifier(ALGORITHMS, uri, ANY_TIME, ANY_TIME, CHECKED_HERE)
                    .verify(ISSUER, proof.jwt(), proof.nonce());
            use(call, proof);
            return proof.thumbprint();
        } catch (InvalidDPoPProofException | JOSEException | IllegalArgumentException e) {
            throw new DpopError(Kind.INVALID, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Checks the proof that a call brings along with an access token that is bound to a key.
     *
     * @param endpoint where the client sent it, unless the call says otherwise; {@code null} if the call has to say
     */
    public void withToken(Call call, String accessToken, String thumbprint, @Nullable String endpoint)
            throws DpopError {
        Proof proof = parsed(call);
        String target = call.body().text("htu") == null ? endpoint : call.body().text("htu");
        if (target == null) {
            throw new DpopError(Kind.INVALID, PROBLEM + "the call does not tell what it is to be compared with.");
        }
        try {
            if (!thumbprint.equals(proof.thumbprint())) {
                throw new DpopError(
                        Kind.OTHER_KEY,
                        "Thumbprint of the provided DPoP key does not match the expected DPoP thumbprint.");
            }
            new DPoPProtectedResourceRequestVerifier(ALGORITHMS, ANY_TIME, ANY_TIME, CHECKED_HERE)
                    .verify(
                            call.body().text("htm", ""),
                            compared(target),
                            ISSUER,
                            proof.jwt(),
                            new DPoPAccessToken(accessToken),
                            new JWKThumbprintConfirmation(new Base64URL(thumbprint)),
                            proof.nonce());
            use(call, proof);
        } catch (InvalidDPoPProofException
                | AccessTokenValidationException
                | JOSEException
                | IllegalArgumentException e) {
            throw new DpopError(Kind.INVALID, String.valueOf(e.getMessage()));
        }
    }

    /** Returns a URI without query and fragment, which are not compared (RFC 9449 section 4.3). */
    private static URI compared(String target) {
        return URI.create(target.split("[?#]", 2)[0]);
    }

    /** Returns whether the proof that a call brings has to have a nonce. */
    public boolean nonceRequired(Call call) {
        return store.differences().dpopNonces()
                && (call.body().flag("dpopNonceRequired") || store.service().is("dpopNonceRequired"));
    }

    /** Returns the nonce for the next proof where one is required, else {@code null}. */
    public @Nullable String nonce(Call call) {
        return nonceRequired(call) ? store.dpopNonce(0) : null;
    }

    private static Proof parsed(Call call) throws DpopError {
        String text = call.body().text("dpop");
        if (text == null) {
            throw new DpopError(Kind.MISSING, "Expected a DPoP header but none was provided.");
        }
        SignedJWT jwt;
        JWTClaimsSet claims;
        try {
            jwt = SignedJWT.parse(text);
            claims = jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw new DpopError(Kind.INVALID, PROBLEM + "it is no signed JWT.");
        }
        if (JWSAlgorithm.Family.HMAC_SHA.contains(jwt.getHeader().getAlgorithm())) {
            throw new DpopError(Kind.SYMMETRIC, "The DPoP signature algorithm must not be symmetric or 'none'.");
        }
        JWK key = jwt.getHeader().getJWK();
        if (key == null) {
            throw new DpopError(Kind.NO_KEY, "The DPoP header did not include a public key in JWK format.");
        }
        return new Proof(jwt, claims, key);
    }

    private void use(Call call, Proof proof) throws DpopError, JOSEException {
        long now = store.now();
        Date issued = proof.claims().getIssueTime();
        if (issued == null || Math.abs(now - issued.getTime()) > WINDOW) {
            throw new DpopError(Kind.INVALID, PROBLEM + "'iat' is not close to now.");
        }
        if (nonceRequired(call) && !isCurrent(proof.nonce())) {
            throw new DpopError(Kind.NONCE, PROBLEM + "a nonce is required.");
        }
        String id = String.valueOf(proof.claims().getJWTID());
        if (!store.usedValues().use("dpop " + proof.thumbprint(), id, issued.getTime() + WINDOW, now)) {
            throw new DpopError(Kind.INVALID, PROBLEM + "'jti' has been used before.");
        }
    }

    private boolean isCurrent(@Nullable Nonce nonce) {
        return nonce != null
                && (nonce.getValue().equals(store.dpopNonce(0))
                        || nonce.getValue().equals(store.dpopNonce(1)));
    }

    private static Set<JWSAlgorithm> algorithms() {
        Set<JWSAlgorithm> all = new LinkedHashSet<>(JWSAlgorithm.Family.RSA);
        all.addAll(JWSAlgorithm.Family.EC);
        return Set.copyOf(all);
    }
}
