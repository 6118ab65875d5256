package dev.dualclient.sample.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** The headers with which a client proves that it holds a key (RFC 9449). */
public final class DpopProof {

    private static final String PROOF = "DPoP";
    private static final String NONCE = "DPoP-Nonce";

    private DpopProof() {}

    /** Returns the proof of a request, {@code null} where there is none. More than one is none that could be valid. */
    public static @Nullable String of(HttpServletRequest request) {
        List<String> proofs = Collections.list(request.getHeaders(PROOF));
        return proofs.isEmpty() ? null : String.join(",", proofs);
    }

    /** Returns the reply with the nonce that the client's next proof is to have, {@code null} for none (section 8). */
    public static ResponseEntity<String> withNonce(ResponseEntity<String> reply, @Nullable String nonce) {
        return nonce == null
                ? reply
                : ResponseEntity.status(reply.getStatusCode())
                        .headers(reply.getHeaders())
                        .header(NONCE, nonce)
                        .body(reply.getBody());
    }
}
