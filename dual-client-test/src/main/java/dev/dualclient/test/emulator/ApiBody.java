package dev.dualclient.test.emulator;

import dev.dualclient.test.emulator.state.Behaviour;
import dev.dualclient.test.emulator.state.Behaviour.Trait;
import dev.dualclient.test.server.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a request says: JSON or a form, both of which Authlete takes. */
final class ApiBody {

    private ApiBody() {}

    /**
     * Returns the body as JSON, a missing node where there is none.
     *
     * @throws tools.jackson.core.JacksonException if it is not JSON
     * @throws IllegalArgumentException if it is a malformed form
     */
    static JsonNode read(Request request, Behaviour behaviour) {
        if (request.body().length == 0) {
            return MissingNode.getInstance();
        }
        String type = request.header("Content-Type");
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            ObjectNode object = JsonMapper.shared().createObjectNode();
            form(new String(request.body(), StandardCharsets.UTF_8), behaviour).forEach(object::put);
            return object;
        }
        return JsonMapper.shared().readTree(request.body());
    }

    /**
     * Returns the fields of a form or a query; of a repeated one the value that counts.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static Map<String, String> form(@Nullable String encoded, Behaviour behaviour) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (encoded == null || encoded.isEmpty()) {
            return fields;
        }
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            String written = equals < 0 ? pair : pair.substring(0, equals);
            String name = behaviour.has(Trait.RAW_NAMES) ? written : URLDecoder.decode(written, StandardCharsets.UTF_8);
            String value = equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            if (behaviour.has(Trait.LAST_VALUE_WINS)) {
                fields.put(name, value);
            } else {
                fields.putIfAbsent(name, value);
            }
        }
        return fields;
    }
}
