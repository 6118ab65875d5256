package dev.dualclient.call;

/** Percent-encoded UTF-8 (RFC 3986 section 2.1, RFC 3629), judged without being decoded. */
final class PercentEncoding {

    /** The length of one encoded byte. */
    private static final int BYTE = 3;

    private static final int CONTINUATION = 0x80;
    private static final int CONTINUATION_END = 0xbf;

    private PercentEncoding() {}

    /**
     * Returns where the encoded character ends that begins with a percent sign.
     *
     * @return the index of its last digit; -1 if it is malformed, overlong, half of a surrogate pair, or NUL
     */
    static int lastOf(String text, int percent) {
        int first = byteAt(text, percent);
        int more;
        int low = CONTINUATION;
        int high = CONTINUATION_END;
        if (first <= 0) {
            return -1;
        } else if (first < 0x80) {
            more = 0;
        } else if (first >= 0xc2 && first <= 0xdf) {
            more = 1;
        } else if (first >= 0xe0 && first <= 0xef) {
            more = 2;
            low = first == 0xe0 ? 0xa0 : low; // below is overlong
            high = first == 0xed ? 0x9f : high; // above are surrogates
        } else if (first >= 0xf0 && first <= 0xf4) {
            more = 3;
            low = first == 0xf0 ? 0x90 : low; // below is overlong
            high = first == 0xf4 ? 0x8f : high; // above is no code point
        } else {
            return -1;
        }
        int last = percent;
        for (int i = 0; i < more; i++) {
            last += BYTE;
            int next = byteAt(text, last);
            if (next < (i == 0 ? low : CONTINUATION) || next > (i == 0 ? high : CONTINUATION_END)) {
                return -1;
            }
        }
        return last + BYTE - 1;
    }

    /** Returns the byte that stands encoded at an index, -1 if none does. */
    private static int byteAt(String text, int index) {
        if (index + 2 >= text.length() || text.charAt(index) != '%') {
            return -1;
        }
        int high = digit(text.charAt(index + 1));
        int low = digit(text.charAt(index + 2));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** {@link Character#digit} takes digits of other scripts too. */
    private static int digit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
