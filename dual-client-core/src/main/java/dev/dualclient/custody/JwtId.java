package dev.dualclient.custody;

import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads the id of a signed JWT (RFC 7519 section 4.1.7) without verifying it. Stateless. */
final class JwtId {

    private JwtId() {}

    /** Returns the {@code jti}, {@code null} if the value is no signed JWT or has none. */
    static @Nullable String of(String value) {
        int first = value.indexOf('.');
        int second = value.indexOf('.', first + 1);
        boolean jwt = value.startsWith("ey") && second > first + 1 && value.indexOf('.', second + 1) < 0;
        return jwt ? id(value.substring(first + 1, second)) : null;
    }

    private static @Nullable String id(String payload) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(payload);
            JsonNode id =
                    JsonFormat.read(new String(json, StandardCharsets.UTF_8)).path("jti");
            return id.isString() && !id.stringValue().isEmpty() ? id.stringValue() : null;
        } catch (IllegalArgumentException | JacksonException noJwt) {
            return null;
        }
    }
}
