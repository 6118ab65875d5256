package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.token.DPoPTokenError;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.proof.Certificates;
import dev.dualclient.test.emulator.proof.DpopError;
import dev.dualclient.test.emulator.proof.DpopProofs;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenRow;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** Whether who presents a bound access token holds its keys (RFC 8705 section 3, RFC 9449 section 7). */
final class BoundTokens {

    /** Where a token is presented, and the result codes there. */
    enum Use {
        INTROSPECTION("A065304", "A065305", "A065307", 65308),
        USERINFO("A089307", "A089310", "A089308", 89311);

        private final String noCertificate;
        private final String otherCertificate;
        private final String badCertificate;
        private final int firstOfDpop;

        Use(String noCertificate, String otherCertificate, String badCertificate, int firstOfDpop) {
            this.noCertificate = noCertificate;
            this.otherCertificate = otherCertificate;
            this.badCertificate = badCertificate;
            this.firstOfDpop = firstOfDpop;
        }

        /** The codes stand in the order of the kinds; a nonce has none of its own. */
        private String code(DpopError.Kind kind) {
            int offset = kind == DpopError.Kind.NONCE ? DpopError.Kind.INVALID.ordinal() : kind.ordinal();
            return String.format("A%06d", firstOfDpop + offset);
        }
    }

    private final Store store;
    private final DpopProofs proofs;
    private final Use use;

    BoundTokens(Store store, Use use) {
        this.store = store;
        this.proofs = new DpopProofs(store);
        this.use = use;
    }

    /** Returns the answer to somebody who does not hold the keys, {@code null} if the call proves them. */
    @Nullable
    Answer refusal(TokenRow row, String token, Call call) {
        String thumbprint = row.binding().certificateThumbprint();
        if (thumbprint != null) {
            Answer refusal = certificateRefusal(thumbprint, call);
            if (refusal != null) {
                return refusal;
            }
        }
        String key = row.binding().dpopThumbprint();
        try {
            if (key != null) {
                proofs.withToken(call, token, key, endpoint());
            }
            return null;
        } catch (DpopError e) {
            return dpopRefusal(e, call);
        }
    }

    /** Where one presents a token to be introspected only the caller knows. */
    private @Nullable String endpoint() {
        return use == Use.USERINFO ? store.service().settings().text("userInfoEndpoint") : null;
    }

    /** Returns the nonce for the client's next proof, {@code null} where none is required. */
    @Nullable
    String nonce(TokenRow row, Call call) {
        return row.binding().dpopThumbprint() == null ? null : proofs.nonce(call);
    }

    private @Nullable Answer certificateRefusal(String thumbprint, Call call) {
        String pem = call.body().text("clientCertificate");
        if (pem == null) {
            return BearerChallenge.unauthorized(
                    use.noCertificate, "The access token is bound to a client certificate, but none was presented.");
        }
        X509Certificate certificate = Certificates.of(pem);
        if (certificate == null) {
            return BearerChallenge.unauthorized(
                    use.badCertificate, "Failed to parse the client certificate because it is malformed.");
        }
        return thumbprint.equals(Certificates.thumbprint(certificate))
                ? null
                : BearerChallenge.unauthorized(
                        use.otherCertificate, "The client certificate does not match the one of the access token.");
    }

    private Answer dpopRefusal(DpopError e, Call call) {
        String code = use.code(e.kind());
        DPoPTokenError error = switch (e.kind()) {
            case NONCE -> DPoPTokenError.USE_DPOP_NONCE;
            case MISSING, OTHER_KEY -> DPoPTokenError.INVALID_TOKEN;
            case INVALID, SYMMETRIC, NO_KEY -> DPoPTokenError.INVALID_DPOP_PROOF;
        };
        String words = "[" + code + "] " + e.words().replaceAll("['\"\\\\]", "");
        return Answer.action("UNAUTHORIZED", code, e.words())
                .with("responseContent", error.setDescription(words).toWWWAuthenticateHeader())
                .with("dpopNonce", proofs.nonce(call));
    }
}
