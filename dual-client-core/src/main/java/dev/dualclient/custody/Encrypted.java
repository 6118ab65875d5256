package dev.dualclient.custody;

/**
 * Something encrypted, for it holds a secret. Immutable; its {@code toString} tells the key and nothing else.
 *
 * @param keyId names the key that opens it
 * @param text the ciphertext (AES-GCM) in base64url
 */
public record Encrypted(String keyId, String text) {

    @Override
    public String toString() {
        return "sealed with " + keyId;
    }
}
