package dev.dualclient.sample.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The access token that comes with a request, as a bearer token (RFC 6750 section 2.1) or with a proof that the sender
 * holds its key (RFC 9449 section 7.1). Its {@code toString} shows neither.
 *
 * @param value the token, {@code null} if the request brings none
 * @param proof the DPoP proof, {@code null} if the request brings none
 * @param certificate the certificate of the client, {@code null} if it has shown none
 * @param method the method of the request, which a proof is about
 * @param url the URL of the request without its query, which a proof is about
 */
public record PresentedToken(
        @Nullable String value,
        @Nullable String proof,
        @Nullable String certificate,
        String method,
        String url) {

    private static final Set<String> SCHEMES = Set.of("bearer", "dpop");

    /** Reads the token of a request. */
    public static PresentedToken of(HttpServletRequest request) {
        return new PresentedToken(
                value(request.getHeader(HttpHeaders.AUTHORIZATION)),
                DpopProof.of(request),
                ClientCertificate.of(request),
                request.getMethod(),
                request.getRequestURL().toString());
    }

    private static @Nullable String value(@Nullable String header) {
        int end = header == null ? -1 : header.indexOf(' ');
        if (header == null
                || end < 0
                || !SCHEMES.contains(header.substring(0, end).toLowerCase(Locale.ROOT))) {
            return null;
        }
        String token = header.substring(end).strip();
        return token.isEmpty() || token.indexOf(' ') >= 0 ? null : token;
    }

    @Override
    public String toString() {
        return "PresentedToken";
    }
}
