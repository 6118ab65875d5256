package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.proof.Certificates;
import dev.dualclient.test.emulator.proof.DpopError;
import dev.dualclient.test.emulator.proof.DpopProofs;
import dev.dualclient.test.emulator.state.Binding;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Store;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** Which keys the tokens of a request are bound to (RFC 8705 section 3, RFC 9449 section 5). */
final class KeyBindings {

    private final Store store;
    private final DpopProofs proofs;

    KeyBindings(Store store) {
        this.store = store;
        this.proofs = new DpopProofs(store);
    }

    /** Returns the binding of the tokens that a token request of a client brings. */
    Binding ofRequest(Call call, Client client) {
        return new Binding(
                certificateThumbprint(call, client),
                dpopThumbprint(call, client, store.service().settings().text("tokenEndpoint")));
    }

    private @Nullable String certificateThumbprint(Call call, Client client) {
        String bound = "tlsClientCertificateBoundAccessTokens";
        if (!store.service().is(bound) || !client.metadata().flag(bound)) {
            return null;
        }
        String pem = call.body().text("clientCertificate");
        if (pem == null) {
            throw ClientEndpoint.TOKEN.badRequest(
                    "A244308",
                    "Because the feature of certificate-bound access tokens is enabled, the client must establish a"
                            + " mutual TLS connection to the token endpoint.");
        }
        X509Certificate certificate = Certificates.of(pem);
        if (certificate == null) {
            throw ClientEndpoint.TOKEN.badRequest(
                    "A244309", "The client certificate cannot be parsed as a valid certificate.");
        }
        return Certificates.thumbprint(certificate);
    }

    /**
     * Returns the thumbprint of the DPoP key that a request proves to hold, {@code null} if it proves none.
     *
     * @param endpoint where the request went
     */
    @Nullable
    String dpopThumbprint(Call call, Client client, @Nullable String endpoint) {
        if (!call.body().has("dpop") && !client.metadata().flag("dpopRequired")) {
            return null;
        }
        try {
            return proofs.atEndpoint(call, endpoint);
        } catch (DpopError e) {
            throw refusal(call, e);
        }
    }

    /** Returns the nonce for the client's next DPoP proof, {@code null} where none is required. */
    @Nullable
    String nonce(Call call) {
        return proofs.nonce(call);
    }

    private Refusal refusal(Call call, DpopError e) {
        boolean nonce = e.kind() == DpopError.Kind.NONCE;
        String code = switch (e.kind()) {
            case SYMMETRIC -> "A254302";
            case NO_KEY -> "A254303";
            case MISSING, OTHER_KEY, INVALID, NONCE -> "A254301";
        };
        var error = nonce ? OAuth2Error.USE_DPOP_NONCE : OAuth2Error.INVALID_DPOP_PROOF;
        return new Refusal(Answer.action("BAD_REQUEST", code, e.words())
                .with("responseContent", Refusal.content(error, code, e.words()))
                .with("dpopNonce", proofs.nonce(call)));
    }
}
