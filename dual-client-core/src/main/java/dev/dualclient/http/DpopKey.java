package dev.dualclient.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Sha256;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key that an access token for Authlete's API is bound to: makes a fresh proof of it for every request (RFC 9449
 * section 4), with the nonce that the server gave last (section 9). Thread-safe; never prints what it holds.
 */
final class DpopKey {

    private static final JOSEObjectType PROOF = new JOSEObjectType("dpop+jwt");

    private final JWSSigner signer;
    private final JWSHeader header;
    private volatile @Nullable String nonce;

    private DpopKey(JWSSigner signer, JWSHeader header) {
        this.signer = signer;
        this.header = header;
    }

    /**
     * Reads a private key.
     *
     * @param jwk the key as a JSON Web Key (RFC 7517); if it names no algorithm, the first that fits is taken
     * @throws IllegalArgumentException if it is none that can sign with an asymmetric algorithm; the message does not
     *     repeat it
     */
    static DpopKey of(String jwk) {
        try {
            JWK key = JWK.parse(jwk);
            JWK shown = key.toPublicJWK();
            if (shown == null || !key.isPrivate()) {
                throw new IllegalArgumentException("is no private key");
            }
            JWSSigner signer = new DefaultJWSSignerFactory().createJWSSigner(key);
            JWSAlgorithm algorithm = key.getAlgorithm() == null
                    ? signer.supportedJWSAlgorithms().stream()
                            .sorted()
                            .findFirst()
                            .orElseThrow()
                    : new JWSAlgorithm(key.getAlgorithm().getName());
            JWSHeader header =
                    new JWSHeader.Builder(algorithm).type(PROOF).jwk(shown).build();
            DpopKey made = new DpopKey(signer, header);
            made.proof("GET", "https://example.com", "try"); // now rather than with the first call
            return made;
        } catch (ParseException | JOSEException | IllegalStateException unusable) {
            throw new IllegalArgumentException("is no JSON Web Key that can sign", unusable);
        }
    }

    /**
     * Returns a proof for one request.
     *
     * @param url the URL without query and fragment
     */
    String proof(String method, String url, String accessToken) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .issueTime(new Date())
                .claim("htm", method)
                .claim("htu", url)
                .claim("ath", hash(accessToken));
        if (nonce != null) {
            claims.claim("nonce", nonce);
        }
        SignedJWT jwt = new SignedJWT(header, claims.build());
        try {
            jwt.sign(signer);
        } catch (JOSEException unusable) {
            throw new IllegalStateException("a DPoP proof cannot be signed", unusable);
        }
        return jwt.serialize();
    }

    /** Takes the nonce that an answer gives, for the next proofs (RFC 9449 section 9). */
    void learn(ApiResponse answer) {
        String next = answer.header("DPoP-Nonce");
        if (next != null) {
            nonce = next;
        }
    }

    /** Whether the server rejected the request because that nonce was missing, so that it may be sent again with it. */
    static boolean asksForNonce(ApiResponse answer) {
        List<String> challenges = answer.headers().getOrDefault("WWW-Authenticate", List.of());
        return answer.status() == 401
                && answer.header("DPoP-Nonce") != null
                && challenges.stream().anyMatch(challenge -> challenge.contains("use_dpop_nonce"));
    }

    private static String hash(String token) {
        return Base64URL.encode(Sha256.digest().digest(token.getBytes(StandardCharsets.US_ASCII)))
                .toString();
    }

    @Override
    public String toString() {
        return "DpopKey";
    }
}
