package dev.dualclient.backend;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The texts inside texts that Authlete's bodies are made of. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    /** Returns the value read, or {@code null} if the bytes are no JSON. */
    static @Nullable JsonNode read(byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            return node == null || node.isMissingNode() ? null : node;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    static @Nullable JsonNode read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the scalar at a pointer as text, {@code null} where there is none or it is JSON's null. */
    static @Nullable String text(@Nullable JsonNode node, String pointer) {
        if (node == null) {
            return null;
        }
        JsonNode at = node.at(pointer);
        return at.isValueNode() && !at.isNull() ? at.asString() : null;
    }

    /** Returns the first value of a field of a form-encoded string, {@code null} where it has none. */
    static @Nullable String field(@Nullable String form, String name) {
        if (form == null) {
            return null;
        }
        for (String pair : form.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && name.equals(decode(pair.substring(0, equals)))) {
                String value = decode(pair.substring(equals + 1));
                return value == null || value.isEmpty() ? null : value;
            }
        }
        return null;
    }

    /** Returns the form with every value of one field replaced. */
    static String withField(String form, String name, String value) {
        List<String> pairs = new ArrayList<>();
        for (String pair : form.split("&")) {
            int equals = pair.indexOf('=');
            boolean named = equals > 0 && name.equals(decode(pair.substring(0, equals)));
            pairs.add(named ? pair.substring(0, equals + 1) + URLEncoder.encode(value, StandardCharsets.UTF_8) : pair);
        }
        return String.join("&", pairs);
    }

    private static @Nullable String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return null; // the backend will say what is wrong with it
        }
    }
}
