package dev.dualclient.test.emulator.call;

import dev.dualclient.test.emulator.state.Behaviour;
import dev.dualclient.test.emulator.state.Behaviour.Trait;
import dev.dualclient.test.emulator.state.Document;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A call of an operation.
 *
 * @param path the path variables
 * @param query the query parameters
 * @param body the JSON body, empty where there is none
 * @param behaviour how the server that is called behaves
 */
public record Call(Map<String, String> path, Map<String, String> query, Document body, Behaviour behaviour) {

    private static final String ITEMS = "items";

    /** Creates a call of a body that may be anything; an array is read by {@link #items()}. */
    public static Call of(Map<String, String> path, Map<String, String> query, JsonNode body, Behaviour behaviour) {
        Document read = body.isArray() ? Document.empty().with(ITEMS, body) : Document.of(body);
        return new Call(path, query, read, behaviour);
    }

    /** Returns the form-encoded parameters of a text: the values by name, of each the one that counts first. */
    public Map<String, List<String>> parameters(String form) {
        return FormReader.read(form, behaviour);
    }

    /** Returns whether a parameter that is there twice is an error. */
    public boolean refusesRepeats() {
        return !behaviour.has(Trait.LAST_VALUE_WINS);
    }

    /** Returns the objects of a body that is an array, none if it is not. */
    public List<Document> items() {
        return body.documents(ITEMS);
    }

    /** Returns nothing of what the call brings: it may bring credentials. */
    @Override
    public String toString() {
        return "a call";
    }

    /** Returns a path variable; the path has been matched, so it is there. */
    public String pathVariable(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the path has no variable " + name);
        }
        return value;
    }

    /** Returns a query parameter, else the body's text of that name: some operations have both forms. */
    public @Nullable String value(String name) {
        String value = query.get(name);
        return value == null || value.isEmpty() ? body.text(name) : value;
    }
}
