package dev.dualclient.call;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Strict UTF-8 (RFC 3629): bytes that every reader takes for the same text. */
public final class Utf8 {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private Utf8() {}

    /**
     * Returns whether bytes are UTF-8 without a byte order mark and without NUL. No text in UTF-16 or UTF-32 is, unless
     * it has no character of ASCII.
     */
    static boolean isStrict(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && bytes[at] > 0) {
            at++;
        }
        return at == bytes.length || decode(bytes) != null;
    }

    /** Returns the text of bytes, {@code null} if they are not UTF-8, have a byte order mark, or hold NUL. */
    public static @Nullable String decode(byte[] bytes) {
        if (hasByteOrderMark(bytes)) {
            return null;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf('\0') < 0 ? text : null;
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    private static boolean hasByteOrderMark(byte[] bytes) {
        return bytes.length >= BYTE_ORDER_MARK.length
                && bytes[0] == BYTE_ORDER_MARK[0]
                && bytes[1] == BYTE_ORDER_MARK[1]
                && bytes[2] == BYTE_ORDER_MARK[2];
    }
}
