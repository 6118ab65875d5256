package dev.dualclient.call;

import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header of that name: seconds or a date (RFC 9110 section 10.2.3), which is in one of three formats (section 5.6.7). */
final class RetryAfter {

    static final String HEADER = "Retry-After";

    private static final Pattern SECONDS = Pattern.compile("\\d{1,10}");

    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.US),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US));

    private RetryAfter() {}

    /** Returns what an answer says, as it says it; {@code null} where it says nothing that a client could read. */
    static @Nullable String of(@Nullable ApiResponse answer) {
        String value = answer == null ? null : answer.header(HEADER);
        if (value == null) {
            return null;
        }
        String text = value.strip();
        return SECONDS.matcher(text).matches() || isDate(text) ? text : null;
    }

    private static boolean isDate(String text) {
        for (DateTimeFormatter format : DATES) {
            try {
                format.parse(text);
                return true;
            } catch (DateTimeException another) {
                continue;
            }
        }
        return false;
    }
}
