package dev.dualclient.test.emulator.call;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.dualclient.test.emulator.state.Behaviour;
import dev.dualclient.test.emulator.state.Behaviour.Trait;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads form-encoded parameters as the server does: which of two values counts, and when two names are one. */
final class FormReader {

    private FormReader() {}

    /** Returns the values by name, the one that counts first. What is malformed is left out. */
    static Map<String, List<String>> read(String form, Behaviour behaviour) {
        boolean raw = behaviour.has(Trait.RAW_NAMES);
        boolean last = behaviour.has(Trait.LAST_VALUE_WINS);
        if (!raw && !last) {
            return URLUtils.parseParameters(form);
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : form.split("&")) {
            String[] sides = pair.split("=", 2);
            String name = raw ? sides[0] : decoded(sides[0]);
            String value = sides.length == 1 ? "" : decoded(sides[1]);
            if (name != null && !name.isEmpty() && value != null) {
                List<String> all = values.computeIfAbsent(name, first -> new ArrayList<>());
                all.add(last ? 0 : all.size(), value);
            }
        }
        return values;
    }

    private static @Nullable String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
