package dev.dualclient.sample.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What a client authenticates with in the {@code Authorization} header (RFC 6749 section 2.3.1: Basic, with id and
 * secret form-encoded). Its {@code toString} shows neither.
 *
 * @param id the client id, {@code null} where the header is not Basic
 * @param secret the client secret, {@code null} where the header is not Basic
 */
public record ClientCredentials(
        @Nullable String id, @Nullable String secret) {

    private static final String SCHEME = "Basic ";

    /**
     * Reads the credentials of a request.
     *
     * @throws MalformedCredentialsException if the header is Basic and cannot be read
     */
    public static ClientCredentials of(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new ClientCredentials(null, null);
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw new MalformedCredentialsException();
            }
            return new ClientCredentials(plain(pair.substring(0, colon)), plain(pair.substring(colon + 1)));
        } catch (IllegalArgumentException notBase64NorFormEncoded) {
            throw new MalformedCredentialsException();
        }
    }

    private static String plain(String formEncoded) {
        return URLDecoder.decode(formEncoded, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "ClientCredentials";
    }

    /** The client tried to authenticate with something that is not Basic credentials. */
    public static final class MalformedCredentialsException extends RuntimeException {
        private MalformedCredentialsException() {
            super("the Authorization header does not hold Basic credentials");
        }
    }
}
