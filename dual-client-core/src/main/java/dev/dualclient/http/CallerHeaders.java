package dev.dualclient.http;

import java.util.Locale;
import java.util.Set;

/** Decides which headers of the caller are forwarded. */
final class CallerHeaders {

    /**
     * The headers that are not forwarded. This library sets credentials and what describes the message. The others
     * concern one connection only (RFC 9110 section 7.6.1), change how the answer is read, make the server wait, or let
     * some servers take the request for one of another method or path.
     */
    private static final Set<String> RESERVED = Set.of(
            "accept",
            "accept-encoding",
            "authorization",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "cookie",
            "dpop",
            "expect",
            "host",
            "http2-settings",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "keep-alive",
            "range",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via",
            "x-http-method",
            "x-http-method-override",
            "x-method-override",
            "x-original-url",
            "x-rewrite-url");

    private CallerHeaders() {}

    static boolean allowed(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !RESERVED.contains(lower) && !lower.startsWith("proxy-");
    }
}
