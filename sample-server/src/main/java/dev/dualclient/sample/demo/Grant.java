package dev.dualclient.sample.demo;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client application keeps of one login of its user. Immutable. Its {@code toString} shows no token.
 *
 * @param client the client application
 * @param state ties the answer to the request (RFC 6749 section 10.12)
 * @param verifier ties the code to the client (RFC 7636)
 * @param accessToken the access token, {@code null} as long as there is none
 * @param refreshToken the refresh token, {@code null} as long as there is none
 */
record Grant(
        DemoClient client,
        String state,
        String verifier,
        @Nullable String accessToken,
        @Nullable String refreshToken) implements Serializable {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** Returns a login that begins. */
    static Grant begin(DemoClient client) {
        return new Grant(client, random(), random(), null, null);
    }

    /** Returns this login with the tokens of a token response, or without them if it holds none. */
    Grant with(Map<String, Object> tokens) {
        return new Grant(
                client, state, verifier, (String) tokens.get("access_token"), (String) tokens.get("refresh_token"));
    }

    /** Returns the code challenge that belongs to the verifier. */
    String challenge() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return BASE64.encodeToString(sha256.digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "grant of " + client.id();
    }
}
