package dev.dualclient.custody;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dualclient.operation.CredentialKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The configured secrets: the first one makes keys and encrypts, all of them find and decrypt. From each secret one key
 * is derived for each purpose. Immutable and thread-safe.
 */
final class KeyRing {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int MANY_CLIENTS = 10_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** One secret: its name, and what is derived from it. */
    private record Ring(String id, KeyedHash hash, SecretKeySpec aes, ReportSignature signature) {}

    private final String service;
    private final List<Ring> rings = new ArrayList<>();
    private final Cache<String, CustodyKey> clients = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(MANY_CLIENTS)
            .build();

    /**
     * Creates a ring.
     *
     * @param secrets the configured secrets, the newest first
     * @param service the service that the credentials belong to
     */
    KeyRing(List<byte[]> secrets, String service) {
        this.service = service;
        for (byte[] secret : secrets) {
            String id = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(KeyedHash.derive(secret, "dual-client custody key id"))
                    .substring(0, 8);
            byte[] aes = KeyedHash.derive(secret, "dual-client outbox encryption");
            rings.add(new Ring(
                    id,
                    new KeyedHash(secret, service),
                    new SecretKeySpec(aes, "AES"),
                    new ReportSignature(id, secret)));
        }
    }

    /** Returns the service that the credentials belong to. */
    String service() {
        return service;
    }

    /** Returns the names of the secrets, the newest first. They tell nothing of the secrets. */
    List<String> ids() {
        return rings.stream().map(Ring::id).toList();
    }

    /** Returns what signs reports, the newest first. */
    List<ReportSignature> signatures() {
        return rings.stream().map(Ring::signature).toList();
    }

    CustodyKey of(Credential credential) {
        return credential.key(this);
    }

    CustodyKey ofHash(CredentialKind kind, String hash) {
        return forms(rings.size() - 1, null, ring -> ring.ofHash(kind, hash));
    }

    /** Names of clients are few, and come again with every call. */
    CustodyKey ofName(Party.Kind kind, String name) {
        return kind == Party.Kind.CLIENT ? clients.get(name, client -> made(kind, client)) : made(kind, name);
    }

    private CustodyKey made(Party.Kind kind, String name) {
        return forms(rings.size() - 1, null, ring -> ring.ofName(kind.name(), name));
    }

    private interface Maker {
        CustodyKey with(KeyedHash hash);
    }

    private CustodyKey forms(int index, @Nullable CustodyKey older, Maker maker) {
        CustodyKey made = maker.with(rings.get(index).hash());
        CustodyKey key = older == null ? made : new CustodyKey(made.high(), made.low(), older);
        return index == 0 ? key : forms(index - 1, key, maker);
    }

    /** Encrypts with the newest secret. */
    Encrypted seal(byte[] plain) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        byte[] text = crypt(Cipher.ENCRYPT_MODE, rings.get(0), nonce, plain);
        byte[] whole =
                ByteBuffer.allocate(NONCE + text.length).put(nonce).put(text).array();
        return new Encrypted(
                rings.get(0).id(), Base64.getUrlEncoder().withoutPadding().encodeToString(whole));
    }

    /**
     * Decrypts with the secret that encrypted.
     *
     * @throws UnreadableCommandException if that secret is not on the ring, or the text is damaged
     */
    byte[] open(Encrypted sealed) {
        Ring ring = rings.stream()
                .filter(one -> one.id().equals(sealed.keyId()))
                .findFirst()
                .orElseThrow(() -> new UnreadableCommandException("it was encrypted with the key " + sealed.keyId()
                        + ", which dual-client.custody.keys lacks; add that key behind the newest one"));
        try {
            byte[] whole = Base64.getUrlDecoder().decode(sealed.text());
            ByteBuffer parts = ByteBuffer.wrap(whole);
            byte[] nonce = new byte[NONCE];
            parts.get(nonce);
            byte[] text = new byte[parts.remaining()];
            parts.get(text);
            return crypt(Cipher.DECRYPT_MODE, ring, nonce, text);
        } catch (RuntimeException damaged) {
            throw new UnreadableCommandException("it is damaged; discard it once you know what it was about");
        }
    }

    private static byte[] crypt(int mode, Ring ring, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, ring.aes(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(ring.id().getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException wrong) {
            throw new IllegalStateException("AES-GCM failed", wrong);
        }
    }

    /** Returns the keys under which a token may be known: its own first, then that of the {@code jti} of a JWT. */
    List<CustodyKey> allOf(Credential credential) {
        Credential byJwtId = credential.byJwtId();
        return byJwtId == null ? List.of(of(credential)) : List.of(of(credential), of(byJwtId));
    }
}
