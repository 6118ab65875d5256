package dev.dualclient.test.attack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;

/** Bytes that are no text, in the middle of one: one character of the private use area stands for each. */
final class RawBytes {

    private static final char FIRST = '\uf000';
    private static final char LAST = '\uf0ff';

    private RawBytes() {}

    static String of(int value) {
        return String.valueOf((char) (FIRST + value));
    }

    static boolean is(char c) {
        return c >= FIRST && c <= LAST;
    }

    static int value(char c) {
        return c - FIRST;
    }

    /** Returns a text in a charset, with the bytes as they are. */
    static byte[] encode(String text, Charset charset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || is(text.charAt(i))) {
                bytes.writeBytes(text.substring(start, i).getBytes(charset));
                if (i < text.length()) {
                    bytes.write(value(text.charAt(i)));
                }
                start = i + 1;
            }
        }
        return bytes.toByteArray();
    }
}
