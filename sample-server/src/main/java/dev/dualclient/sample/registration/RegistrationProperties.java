package dev.dualclient.sample.registration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may register clients (RFC 7591). Its {@code toString} does not show the token.
 *
 * @param open whether anybody may
 * @param initialAccessToken token with which a client may register (section 3), {@code null} for none
 */
@ConfigurationProperties("sample.registration")
record RegistrationProperties(
        @DefaultValue("false") boolean open, @Nullable String initialAccessToken) {

    /** Whether whoever brings that token, {@code null} for none, may register a client. */
    boolean allow(@Nullable String token) {
        return open || initialAccessToken != null && token != null && isEqual(initialAccessToken, token);
    }

    /** Takes as long whatever the first difference is. */
    private static boolean isEqual(String expected, String token) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return open ? "open registration" : "registration with a token";
    }
}
