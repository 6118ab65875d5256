package dev.dualclient.test.emulator.state;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;

/**
 * The secret of a client that signs with it: a hash would not do, for the octets of the secret are the key (OpenID Connect
 * Core section 10.1). Its {@code toString} leaves it out.
 */
public final class SigningSecret {

    private final String value;

    /** Creates a secret. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SigningSecret(String value) {
        this.value = value;
    }

    /** Returns the octets of the secret. */
    public byte[] key() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the secret for a database row that is copied. */
    @JsonValue
    String row() {
        return value;
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
