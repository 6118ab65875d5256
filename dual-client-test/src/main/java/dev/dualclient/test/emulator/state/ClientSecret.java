package dev.dualclient.test.emulator.state;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The secret of a client. It is kept as it is: operators may read it, and its octets are the key where the client signs with
 * it (OpenID Connect Core section 10.1). Its {@code toString} leaves it out.
 */
public final class ClientSecret {

    private final String value;

    /** Creates a secret. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ClientSecret(String value) {
        this.value = value;
    }

    /** Returns the octets of the secret. */
    public byte[] key() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the secret, for an operator or for a database row that is copied. */
    @JsonValue
    public String value() {
        return value;
    }

    /** Returns whether this is the secret that somebody presents, in a time that does not depend on either. */
    public boolean matches(String presented) {
        return MessageDigest.isEqual(key(), presented.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientSecret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
