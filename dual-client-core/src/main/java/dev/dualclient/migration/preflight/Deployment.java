package dev.dualclient.migration.preflight;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a backend runs, as far as its base URL suggests it. Immutable.
 *
 * @param host its host, empty if it is not known
 * @param hosted whether the vendor runs it
 * @param region the vendor's region, {@code null} if the name tells none
 */
record Deployment(String host, boolean hosted, @Nullable String region) {

    private static final Pattern VENDOR = Pattern.compile("(?:(?:(us|eu|jp|br)|[a-z0-9-]+)\\.)*authlete\\.(?:com|net)");
    private static final Pattern LOCAL = Pattern.compile("localhost|127\\..*|\\[::1]|.*\\.(?:local|test|invalid)");

    static Deployment of(String baseUrl) {
        String host;
        try {
            host = baseUrl.isEmpty() ? null : URI.create(baseUrl).getHost();
        } catch (IllegalArgumentException noUrl) {
            host = null;
        }
        if (host == null) {
            return new Deployment("", false, null);
        }
        String name = host.toLowerCase(Locale.ROOT);
        Matcher vendor = VENDOR.matcher(name);
        boolean hosted = vendor.matches();
        return new Deployment(name, hosted, hosted ? vendor.group(1) : null);
    }

    /** Returns whether the URL says anything about it; one on this machine does not. */
    boolean isKnown() {
        return !host.isEmpty() && !LOCAL.matcher(host).matches();
    }

    String words() {
        if (!isKnown()) {
            return host.isEmpty() ? "at an unknown place" : "at " + host;
        }
        return hosted
                ? "hosted by the vendor" + (region == null ? "" : " in " + region) + " (" + host + ")"
                : "at " + host + ", not at the vendor's";
    }
}
