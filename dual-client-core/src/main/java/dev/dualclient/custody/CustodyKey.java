package dev.dualclient.custody;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The key under which custody stores a credential, a client or the like: a keyed hash, which cannot be reversed. It
 * holds two numbers instead of an array, to save memory. Two keys are equal if their numbers are.
 *
 * @param older the same name under the next older secret, {@code null} if there is none
 */
public record CustodyKey(long high, long low, @Nullable CustodyKey older) {

    /** Creates a key that has no older form. */
    public CustodyKey(long high, long low) {
        this(high, low, null);
    }

    /** Reads what {@link #toString} writes. */
    public static CustodyKey of(String text) {
        return new CustodyKey(Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16));
    }

    /** Reads what {@link #toBase64Url} writes. */
    public static CustodyKey ofBase64Url(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        return new CustodyKey(bytes.getLong(), bytes.getLong());
    }

    /** Returns the key in base64url without padding (RFC 4648, section 5): in 22 characters instead of 32. */
    public String toBase64Url() {
        byte[] bytes =
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns this key and its older forms. */
    Stream<CustodyKey> forms() {
        return Stream.iterate(this, Objects::nonNull, key -> key.older);
    }

    /** Whether another key is this one or an older form of it. */
    boolean matches(@Nullable CustodyKey other) {
        return other != null && forms().anyMatch(other::equals);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CustodyKey key && key.high == high && key.low == low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(low);
    }

    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }
}
