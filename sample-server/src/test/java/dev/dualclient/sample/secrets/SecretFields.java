package dev.dualclient.sample.secrets;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the values of secret fields in HTTP messages by the names of the fields: in JSON, forms, queries and headers,
 * and in what a field has within it, as a parameter string or an answer for the client. Thread-safe.
 */
final class SecretFields {

    /** Names without regard to case, underscores and hyphens, so that both Authlete's and OAuth's are covered. */
    private static final Set<String> SECRET = Set.of(
            "token",
            "accesstoken",
            "refreshtoken",
            "idtoken",
            "idtokenhint",
            "jwtaccesstoken",
            "subjecttoken",
            "actortoken",
            "registrationaccesstoken",
            "initialaccesstoken",
            "code",
            "authorizationcode",
            "codeverifier",
            "ticket",
            "clientsecret",
            "apisecret",
            "sharedsecret",
            "secret",
            "password",
            "assertion",
            "clientassertion",
            "dpop",
            "devicecode",
            "usercode",
            "authreqid",
            "requesturi",
            "preauthorizedcode",
            "txcode",
            "transactionid",
            "credential",
            "jwt");

    /** Fields that anybody may read; the users of the sample have their names for passwords. */
    private static final Set<String> OPEN = Set.of("username", "sub", "subject", "credentialconfigurationid");

    private static final String TEXT = "\"(?>[^\"\\\\]++|\\\\.)*+\"";
    private static final Pattern JSON = Pattern.compile("\"([\\w-]+)\"\\s*:\\s*(" + TEXT + ")");
    private static final Pattern ARRAY =
            Pattern.compile("\"([\\w-]+)\"\\s*:\\s*(\\[\\s*" + TEXT + "(?:\\s*,\\s*" + TEXT + ")*+\\s*\\])");
    private static final Pattern FORM = Pattern.compile("(?:^|[?&#\\s])([\\w-]+)=([^&#\\s\"]++)");
    private static final Pattern HEADER =
            Pattern.compile("(?im)^(authorization|dpop):\\s*(?:(basic|bearer|dpop)\\s+)?(\\S++)");

    private final Map<String, String> secrets = new TreeMap<>();
    private final Set<String> names = new TreeSet<>();
    private final Set<String> open = new HashSet<>();

    /** Reads a message, or what was said on a connection. */
    synchronized void read(String text) {
        for (Matcher field = JSON.matcher(text); field.find(); ) {
            String value = JsonMapper.shared().readValue(field.group(2), String.class);
            found(field.group(1), value);
            read(value);
        }
        for (Matcher field = ARRAY.matcher(text); field.find(); ) {
            for (String value : JsonMapper.shared().readValue(field.group(2), String[].class)) {
                found(field.group(1), value);
            }
        }
        for (Matcher field = FORM.matcher(text); field.find(); ) {
            found(field.group(1), decoded(field.group(2)));
        }
        for (Matcher header = HEADER.matcher(text); header.find(); ) {
            found("token", header.group(3));
            if ("basic".equalsIgnoreCase(header.group(2))) {
                String pair = new String(Base64.getDecoder().decode(header.group(3)), StandardCharsets.UTF_8);
                String password = pair.substring(pair.indexOf(':') + 1);
                found("password", password);
                found("password", decoded(password)); // RFC 6749 section 2.3.1
            }
        }
    }

    /** Returns the secrets, each with the name of a field that it was in. */
    synchronized Map<String, String> secrets() {
        Map<String, String> known = new TreeMap<>(secrets);
        known.keySet().removeAll(open);
        return known;
    }

    /** Returns the names of the fields that held secrets. */
    synchronized Set<String> names() {
        return Set.copyOf(names);
    }

    private void found(String name, String value) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
        if (SECRET.contains(plain) && !value.isBlank()) {
            names.add(plain);
            secrets.putIfAbsent(value, plain);
        } else if (OPEN.contains(plain)) {
            open.add(value);
        }
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return value;
        }
    }
}
