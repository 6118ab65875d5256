package dev.dualclient.operation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every operation of the Authlete Web API. Immutable and thread-safe. */
public final class Catalogue {

    private static final Map<String, Operation> ROWS = new LinkedHashMap<>();

    private Catalogue() {}

    /** Returns all operations in the order of the table. */
    public static Collection<Operation> operations() {
        return ROWS.values();
    }

    /**
     * Returns the operation of that id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Operation operation(String id) {
        Operation operation = find(id);
        if (operation == null) {
            throw new IllegalArgumentException("no operation has the id " + id);
        }
        return operation;
    }

    /** Returns the operation of that id, {@code null} if there is none. */
    public static @Nullable Operation find(String id) {
        return ROWS.get(id);
    }
}
