package dev.dualclient.operation;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every operation of the Authlete Web API. Immutable and thread-safe. */
public final class Catalogue {

    private static final Map<String, Operation> ROWS = index(OperationTable.rows());

    /** Who calls operations by their names needs no paths. */
    private static final class Paths {
        static final PathTree PRIMARY = paths(Side.PRIMARY);
        static final PathTree SECONDARY = paths(Side.SECONDARY);
    }

    /** The vendor's library does not call it, so it is no row of the table, and the gateway does not take it. */
    private static final Operation SERVER_INFORMATION = OperationBuilder.get("info", "/info")
            .primaryPath("/api/info")
            .reads()
            .build();

    private Catalogue() {}

    /** Returns {@code /api/info}, by which a server tells its version: no operation that a caller can execute. */
    public static Operation serverInformation() {
        return SERVER_INFORMATION;
    }

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

    /**
     * Returns the operation that a method and a path stand for in the style of one version of Authlete, its aliases
     * included. A literal segment goes before a variable: {@code /api/client/get/list} is never the client "list".
     *
     * @param style whose paths are meant: {@code /api/…} of 2.3 ({@link Side#SECONDARY}) or {@code /api/{serviceId}/…}
     *     of 3.0 ({@link Side#PRIMARY})
     * @param method the HTTP method in capitals
     * @param rawPath the path as it was sent: percent-encoded, without query
     * @return {@code null} if that version has no such operation, or the path is malformed or holds empty or dot
     *     segments
     */
    public static @Nullable Match match(Side style, String method, String rawPath) {
        return (style == Side.PRIMARY ? Paths.PRIMARY : Paths.SECONDARY).match(method, rawPath);
    }

    private static Map<String, Operation> index(List<Operation> rows) {
        Map<String, Operation> index = new LinkedHashMap<>();
        for (Operation row : rows) {
            if (index.put(row.id(), row) != null) {
                throw new IllegalStateException("two rows have the id " + row.id());
            }
        }
        return Collections.unmodifiableMap(index);
    }

    private static PathTree paths(Side style) {
        PathTree tree = new PathTree();
        for (Operation row : ROWS.values()) {
            String path = row.path(style);
            if (path != null) {
                tree.add(row.method(), path, row);
            }
            row.aliases().stream()
                    .filter(alias -> alias.style() == style)
                    .forEach(alias -> tree.add(alias.method(), alias.path(), row));
        }
        return tree;
    }
}
