package dev.dualclient.test.attack;

import java.util.List;
import java.util.Random;

/** What does not belong where it stands. None of it names anything that lives. */
final class Junk {

    private static final List<String> TEXTS = List.of(
            "%",
            "%4",
            "%ZZ",
            "%00",
            "%0A",
            "%0D%0A",
            "%09",
            "%20",
            "%2B",
            "+",
            " ",
            "\t",
            "\n",
            "\0",
            "%C0%AF",
            "%C1%B4",
            "%E0%80%AF",
            "%ED%A0%80",
            "%F4%90%80%80",
            "%FF",
            "%C3",
            "%u0074",
            "%26",
            "%3D",
            "&",
            "=",
            ";",
            "#",
            "?",
            "/",
            "\\",
            "\\u0000",
            "\\u0061",
            "\\ud800",
            "\\/",
            "\"",
            "'",
            "`",
            ",",
            ":",
            "{",
            "}",
            "[",
            "]",
            "/**/",
            "//",
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "é",
            "ß",
            "İ",
            "\uff54",
            "\u3000",
            "\u00a0",
            "\u200b",
            "\u202e",
            "\ufeff",
            "\ud83d\ude00",
            "\ud800",
            "\udc00",
            "a\u0301",
            RawBytes.of(0xff),
            RawBytes.of(0xc0) + RawBytes.of(0xaf),
            RawBytes.of(0xe2) + RawBytes.of(0x82),
            RawBytes.of(0x80),
            RawBytes.of(0),
            "..",
            "../",
            "/./",
            ";x=y",
            "%2F",
            "%2e%2e",
            "token",
            "client_id",
            "refresh_token",
            "subject");

    private static final List<String> VALUES = List.of("bogus", "x", "0", "4711", "%ZZ", "%00", "", "null", "*");

    private Junk() {}

    static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    /** Returns a value that names nobody, or what is dead. */
    static String value(Random random) {
        return random.nextInt(3) > 0
                ? VALUES.get(random.nextInt(VALUES.size()))
                : List.of(Thing.SPENT_REFRESH, Thing.KILLED_REFRESH, Thing.SPENT_ACCESS, Thing.KILLED_ACCESS)
                        .get(random.nextInt(4))
                        .text();
    }
}
