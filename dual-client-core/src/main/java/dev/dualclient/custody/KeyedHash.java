package dev.dualclient.custody;

import dev.dualclient.call.Sha256;
import dev.dualclient.operation.CredentialKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes custody keys: HMAC-SHA-256 over the service, the kind and the hash of the value. It starts from the hash and not
 * from the value because a backend's token list names the companion of a token by its hash alone.
 */
final class KeyedHash {

    private static final String HMAC = "HmacSHA256";
    private static final String PURPOSE = "dual-client custody key";
    private static final String TOKEN = "TOKEN";

    private static final ObjectPool<MessageDigest> SHA_256 = new ObjectPool<>(Sha256::digest);

    private final ObjectPool<Mac> macs;
    private final String service;

    /**
     * Creates a maker of keys.
     *
     * @param secret the configured key, from which the one used here is derived
     * @param service the service that the credentials belong to
     */
    KeyedHash(byte[] secret, String service) {
        SecretKeySpec key = new SecretKeySpec(derive(secret, PURPOSE), HMAC);
        this.macs = new ObjectPool<>(() -> mac(key));
        this.service = service;
    }

    /** Makes the key of a hash. Where a token is presented, nobody says of which kind it is: both kinds are one. */
    CustodyKey ofHash(CredentialKind kind, String hash) {
        boolean token = kind == CredentialKind.ACCESS_TOKEN || kind == CredentialKind.REFRESH_TOKEN;
        return key(token ? TOKEN : kind.name(), hash);
    }

    CustodyKey ofName(String kind, String name) {
        return key(kind, name);
    }

    /** Derives a key for one purpose, so that no key serves two. */
    static byte[] derive(byte[] secret, String purpose) {
        return mac(new SecretKeySpec(secret, HMAC)).doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns SHA-256 of a token in base64url without padding, the form that Authlete's token list has. */
    static String hash(String value) {
        byte[] digest = SHA_256.use(sha256 -> sha256.digest(value.getBytes(StandardCharsets.UTF_8)));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private CustodyKey key(String kind, String name) {
        byte[] text = (service + '\0' + kind + '\0' + name).getBytes(StandardCharsets.UTF_8);
        ByteBuffer digest = ByteBuffer.wrap(macs.use(mac -> mac.doFinal(text)));
        return new CustodyKey(digest.getLong(), digest.getLong());
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", impossible);
        }
    }
}
