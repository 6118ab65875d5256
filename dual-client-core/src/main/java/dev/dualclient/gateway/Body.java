package dev.dualclient.gateway;

import dev.dualclient.call.Utf8;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The body of a request as the JSON that backends are sent. The engine judges whether it can be read in one way only. */
final class Body {

    private Body() {}

    /**
     * Returns the JSON of a body: the very bytes if it is said to be JSON, else the fields of a form.
     *
     * @param type the content type, {@code null} for JSON
     * @throws Rejection if it is said to be neither, or is a malformed form
     */
    static byte[] json(byte[] body, @Nullable String type) throws Rejection {
        String media = type == null
                ? "application/json"
                : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (media) {
            case "application/json" -> body;
            case "application/x-www-form-urlencoded" -> Fields.parse(text(body)).json();
            default -> throw Rejection.unsupportedType();
        };
    }

    private static String text(byte[] form) throws Rejection {
        String text = Utf8.decode(form);
        if (text == null) {
            throw Fields.malformed();
        }
        return text;
    }
}
