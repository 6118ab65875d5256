package dev.dualclient.call;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
        return SECONDS.matcher(text).matches() || date(text) != null ? text : null;
    }

    /**
     * Returns how long an answer asks its caller to wait, {@code null} where it does not say it.
     *
     * @param now the time that a date is compared with
     */
    static @Nullable Duration wait(@Nullable ApiResponse answer, Instant now) {
        String text = of(answer);
        if (text == null) {
            return null;
        }
        if (SECONDS.matcher(text).matches()) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        Instant until = Objects.requireNonNull(date(text));
        return until.isBefore(now) ? Duration.ZERO : Duration.between(now, until);
    }

    private static @Nullable Instant date(String text) {
        for (DateTimeFormatter format : DATES) {
            try {
                return ZonedDateTime.parse(text, format.withZone(ZoneOffset.UTC))
                        .toInstant();
            } catch (DateTimeException another) {
                continue;
            }
        }
        return null;
    }
}
