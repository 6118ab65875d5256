package dev.dualclient.gateway;

import dev.dualclient.call.Form;
import dev.dualclient.json.ArrayNode;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The fields of a query or a form, in their order. */
final class Fields {

    /** The members that are lists in JSON, and names delimited by spaces in a form. */
    private static final Set<String> LISTS = Set.of(
            "scopes",
            "resources",
            "acrValues",
            "mandatoryClaims",
            "consentedClaims",
            "requiredComponents",
            "credentialConfigurationIds");

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /**
     * Reads fields in {@code application/x-www-form-urlencoded}.
     *
     * @param encoded the text, {@code null} or empty if there are none
     * @throws Rejection if it is malformed
     */
    static Fields parse(@Nullable String encoded) throws Rejection {
        Fields fields = new Fields();
        if (encoded == null) {
            return fields;
        }
        Form form = Form.of(encoded);
        if (form.isMalformed()) {
            throw malformed();
        }
        form.forEach(fields::add);
        return fields;
    }

    static Rejection malformed() {
        return Rejection.malformed("a field is not well-formed: send percent-encoded UTF-8 without NUL.");
    }

    void add(String name, String value) {
        values.computeIfAbsent(name, first -> new ArrayList<>(1)).add(value);
    }

    void forEach(BiConsumer<String, String> action) {
        values.forEach((name, all) -> all.forEach(value -> action.accept(name, value)));
    }

    /**
     * Returns the fields as the members of a JSON object. Numbers and booleans stay texts, which Authlete reads as well.
     *
     * @throws Rejection if a field that is not a list is repeated: servers differ in which one counts
     */
    byte[] json() throws Rejection {
        ObjectNode object = new ObjectNode();
        for (Map.Entry<String, List<String>> field : values.entrySet()) {
            if (LISTS.contains(field.getKey())) {
                ArrayNode list = object.putArray(field.getKey());
                field.getValue().forEach(value -> addWords(list, value));
            } else if (field.getValue().size() == 1) {
                object.put(field.getKey(), field.getValue().get(0));
            } else {
                throw Rejection.malformed("a field may not be repeated.");
            }
        }
        return JsonFormat.write(object);
    }

    private static void addWords(ArrayNode list, String value) {
        for (String word : value.split(" ")) {
            if (!word.isEmpty()) {
                list.add(word);
            }
        }
    }
}
