package dev.dualclient.http;

import dev.dualclient.http.ResponseBodyReader.UnreadableAnswerException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The content codings that are decoded although none was requested (RFC 9110 section 8.4.1): some proxies
 * compress every answer. The length that a coding declares is not trusted.
 */
enum ContentCoding {
    GZIP {
        @Override
        InputStream decoding(byte[] coded) throws IOException {
            return new GZIPInputStream(new ByteArrayInputStream(coded));
        }
    },
    /** In the zlib format, as the RFC says, or without it, as some servers send it. */
    DEFLATE {
        @Override
        InputStream decoding(byte[] coded) {
            Inflater inflater = new Inflater(!isZlib(coded));
            return new InflaterInputStream(new ByteArrayInputStream(coded), inflater) {
                @Override
                public void close() throws IOException {
                    super.close();
                    inflater.end(); // its memory is not the JVM's, and the stream ends only one of its own
                }
            };
        }
    };

    private static final int DEFLATED = 8;
    private static final int ZLIB_CHECK = 31;

    abstract InputStream decoding(byte[] coded) throws IOException;

    /** Returns the coding that the values of {@code Content-Encoding} name, {@code null} for none or another one. */
    static @Nullable ContentCoding of(@Nullable List<String> values) {
        if (values == null || values.size() != 1) {
            return null;
        }
        return switch (values.get(0).strip().toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            default -> null;
        };
    }

    /**
     * Decodes a body.
     *
     * @throws UnreadableAnswerException if it is not what it says it is, or has more than so many bytes
     */
    byte[] decoded(byte[] coded, int maxSize) throws IOException {
        byte[] body;
        try (InputStream in = decoding(coded)) {
            body = in.readNBytes(ResponseBodyReader.oneMore(maxSize));
        } catch (IOException malformed) { // its message tells nothing that helps
            throw new UnreadableAnswerException(
                    "the answer is not the " + name().toLowerCase(Locale.ROOT) + " that it says it is");
        }
        if (body.length > maxSize) {
            throw UnreadableAnswerException.tooLarge(maxSize);
        }
        return body;
    }

    /** Whether a body begins with the header of zlib (RFC 1950 section 2.2). */
    private static boolean isZlib(byte[] coded) {
        if (coded.length < 2) {
            return true;
        }
        int method = coded[0] & 0x0F;
        int head = (coded[0] & 0xFF) << Byte.SIZE | coded[1] & 0xFF;
        return method == DEFLATED && head % ZLIB_CHECK == 0;
    }
}
