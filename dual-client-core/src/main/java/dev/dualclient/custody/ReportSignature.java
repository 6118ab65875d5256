package dev.dualclient.custody;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what an operator saves, and checks it: HMAC-SHA-256 under a key that is derived from one of {@code custody.keys} for
 * this purpose alone. Immutable and thread-safe.
 */
public final class ReportSignature {

    private static final String HMAC = "HmacSHA256";

    private final String keyId;
    private final SecretKeySpec key;

    ReportSignature(String keyId, byte[] secret) {
        this.keyId = keyId;
        this.key = new SecretKeySpec(KeyedHash.derive(secret, "dual-client report signature"), HMAC);
    }

    /** Returns the name of the key, a dot, and the authentication code in base64url. */
    String sign(byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return keyId + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(message));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /**
     * Returns whether one of these keys has signed a message.
     *
     * @param secrets the values of {@code custody.keys}
     */
    public static boolean verify(byte[] message, String signature, List<byte[]> secrets) {
        return new KeyRing(secrets, "")
                .signatures().stream()
                        .anyMatch(one -> MessageDigest.isEqual(
                                one.sign(message).getBytes(StandardCharsets.US_ASCII),
                                signature.getBytes(StandardCharsets.UTF_8)));
    }
}
