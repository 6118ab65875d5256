package dev.dualclient.http;

import dev.dualclient.operation.Side;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reports a wrong setting in a sentence that ends with what to write instead; never repeats a secret. */
final class SettingsCheck {

    private static final String PROXY = "http://proxy.example.com:3128";
    private static final Pattern VISIBLE = Pattern.compile("[!-~]+");
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private final Side side;

    SettingsCheck(Side side) {
        this.side = side;
    }

    static String name(Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    /** Returns the property of a setting: {@code dual-client.primary.base-url}. */
    String property(String setting) {
        return "dual-client." + name(side) + "." + setting;
    }

    IllegalArgumentException wrong(String setting, String what) {
        return new IllegalArgumentException(property(setting) + " " + what);
    }

    /** Takes the slashes off the end of a base URL. */
    URI baseUrl(String text) {
        URI url = webAddress("base-url", text, example());
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw wrong(
                    "base-url", "has more than scheme, host, port and path: write " + example() + " and nothing else");
        }
        String whole = url.toString().replaceAll("/+$", "");
        if (whole.toLowerCase(Locale.ROOT).endsWith("/api")) {
            throw wrong(
                    "base-url",
                    "ends in /api, which is added to it: write " + whole.substring(0, whole.length() - "/api".length())
                            + " instead");
        }
        return URI.create(whole);
    }

    URI proxy(String text) {
        URI url = webAddress("proxy", text, PROXY);
        if (!"http".equalsIgnoreCase(url.getScheme()) || url.getRawUserInfo() != null) {
            throw wrong("proxy", "is to be an HTTP proxy that asks for no password: write " + PROXY);
        }
        return url;
    }

    private URI webAddress(String setting, String text, String like) {
        try {
            URI url = new URI(text.strip());
            boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            if (web && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException malformed) {
            throw wrong(setting, "is not a URL (" + malformed.getReason() + "): write one like " + like);
        }
        throw wrong(setting, "is not an http or https URL with a host: write one like " + like);
    }

    /** Returns a value that goes into a header or a path as it is, {@code null} for none. */
    @Nullable
    String visible(String setting, @Nullable String text) {
        if (text != null && !VISIBLE.matcher(text).matches()) {
            throw wrong(
                    setting,
                    "is empty or has blanks, line breaks or characters beyond ASCII: copy it again, without quotes");
        }
        return text;
    }

    Duration positive(String setting, Duration time) {
        if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(LONGEST) > 0) {
            throw wrong(setting, "is " + time + ": write a time between 1ms and 24d");
        }
        return time;
    }

    int positive(String setting, int count) {
        if (count < 1) {
            throw wrong(setting, "is " + count + ": write 1 or more");
        }
        return count;
    }

    String required(String setting, @Nullable String value, String like) {
        if (value == null) {
            throw wrong(setting, "is missing: write " + like);
        }
        return value;
    }

    String example() {
        return side == Side.PRIMARY ? "https://us.authlete.com" : "https://api.authlete.com";
    }
}
