package dev.dualclient.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Who may call. Only keyed hashes of the callers' secrets are held, under a key that never leaves this object, and they
 * are compared in constant time, each with every caller. Immutable and thread-safe.
 */
final class Callers {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";

    private final SecretKeySpec key;
    private final List<byte[]> pairs = new ArrayList<>();
    private final List<byte[]> secrets = new ArrayList<>();

    /**
     * Creates the list.
     *
     * @param callers the secrets by user
     */
    Callers(Map<String, String> callers) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, ALGORITHM);
        callers.forEach((user, secret) -> {
            pairs.add(hash(user + ":" + secret));
            secrets.add(hash(secret));
        });
    }

    /**
     * Lets pass whom the credentials show to be a caller: user and secret (RFC 7617), as a service at 2.3 presents its
     * API key and secret, or the secret alone as a bearer token (RFC 6750), as at 3.0.
     *
     * @param authorization the value of the Authorization header, {@code null} if there is none
     * @throws Rejection if they show nobody
     */
    void authenticate(@Nullable String authorization) throws Rejection {
        if (authorization == null) {
            throw Rejection.unauthenticated("A001202", "Authorization header is missing.");
        }
        boolean known;
        if (begins(authorization, BASIC)) {
            known = holds(pairs, decoded(authorization.substring(BASIC.length()).strip()));
        } else if (begins(authorization, BEARER)) {
            known = holds(secrets, authorization.substring(BEARER.length()).strip());
        } else {
            throw malformed();
        }
        if (!known) {
            throw Rejection.unauthenticated("A003201", "No caller has the API credentials.");
        }
    }

    private static boolean begins(String authorization, String scheme) {
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static String decoded(String pair) throws Rejection {
        try {
            return new String(Base64.getDecoder().decode(pair), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw malformed();
        }
    }

    private static Rejection malformed() {
        return Rejection.unauthenticated("A001203", "Credentials in Authorization header are malformed.");
    }

    private boolean holds(List<byte[]> hashes, String presented) {
        byte[] hash = hash(presented);
        boolean found = false;
        for (byte[] held : hashes) {
            found |= MessageDigest.isEqual(held, hash);
        }
        return found;
    }

    private byte[] hash(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) { // every Java has it
            throw new IllegalStateException(impossible);
        }
    }
}
