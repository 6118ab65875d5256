package dev.dualclient.test.emulator.state;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Opaque values (tokens, codes, tickets, secrets): how they are made, and the hash that stands for one in the store. */
public final class Opaque {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private Opaque() {}

    /** Returns a new value of 256 random bits, base64url: letters, digits, {@code -} and {@code _}. */
    public static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return BASE64URL.encodeToString(bytes);
    }

    /** Returns a positive random number of the given count of decimal digits, exact in a JSON number (at most 15). */
    public static long randomNumber(int digits) {
        long least = (long) Math.pow(10, digits - 1.0);
        return RANDOM.nextLong(least, least * 10);
    }

    /** Returns the SHA-256 hash of a value, base64url: the form of {@code accessTokenHash} in a token list. */
    public static String hash(String value) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return BASE64URL.encodeToString(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has SHA-256
        }
    }

    /** Returns whether a value has that hash, in a time that does not depend on either. */
    public static boolean matches(String value, @Nullable String hash) {
        return hash != null
                && MessageDigest.isEqual(
                        hash(value).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Returns the value that follows another: the same one each time, known only to those who present the first. It lets
     * a refresh be repeated with the same result although only hashes are kept.
     */
    static String successor(byte[] key, String purpose, String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return BASE64URL.encodeToString(mac.doFinal((purpose + '\n' + value).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has HmacSHA256
        }
    }

    static byte[] key() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return key;
    }
}
