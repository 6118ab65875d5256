package dev.dualclient.test.attack;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** In which bytes a body is written. */
enum Encoding {
    UTF_8(StandardCharsets.UTF_8, ""),
    UTF_8_WITH_MARK(StandardCharsets.UTF_8, "\ufeff"),
    UTF_16BE(StandardCharsets.UTF_16BE, ""),
    UTF_16LE(StandardCharsets.UTF_16LE, ""),
    UTF_16BE_WITH_MARK(StandardCharsets.UTF_16BE, "\ufeff"),
    UTF_16LE_WITH_MARK(StandardCharsets.UTF_16LE, "\ufeff"),
    UTF_32BE(Charset.forName("UTF-32BE"), ""),
    UTF_32LE(Charset.forName("UTF-32LE"), ""),
    UTF_32BE_WITH_MARK(Charset.forName("UTF-32BE"), "\ufeff"),
    LATIN_1(StandardCharsets.ISO_8859_1, "");

    private final Charset charset;
    private final String mark;

    Encoding(Charset charset, String mark) {
        this.charset = charset;
        this.mark = mark;
    }

    byte[] encode(String text) {
        return RawBytes.encode(mark + text, charset);
    }
}
