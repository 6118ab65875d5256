package dev.dualclient.test.emulator.state;

import java.util.HashMap;
import java.util.Map;

/** Values that are accepted once, such as the {@code jti} of a JWT (RFC 7519 section 4.1.7), until they expire. */
public final class UsedValues {

    private final Map<String, Long> expiries = new HashMap<>();

    /**
     * Marks a value as used.
     *
     * @param whose who uses it; others may use an equal one
     * @param expiresAt until when it is remembered, in milliseconds since the epoch
     * @return whether it was not used before
     */
    public boolean use(String whose, String value, long expiresAt, long now) {
        expiries.values().removeIf(expiry -> expiry < now);
        return expiries.putIfAbsent(Opaque.hash(whose + '\n' + value), expiresAt) == null;
    }
}
