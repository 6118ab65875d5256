package dev.dualclient.operation;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The paths of one version of Authlete, segment by segment. Filled by one thread, then safe for many. */
final class PathTree {

    private record Leaf(Operation operation, List<String> variables) {}

    private final Map<String, PathTree> literals = new HashMap<>();
    private final Map<String, Leaf> byMethod = new HashMap<>();
    private @Nullable PathTree variable;

    /** Adds a path template such as {@code /api/client/get/{clientId}}. */
    void add(String method, String template, Operation operation) {
        PathTree node = this;
        List<String> variables = new ArrayList<>();
        for (String segment : template.substring(1).split("/")) {
            if (segment.startsWith("{")) {
                variables.add(segment.substring(1, segment.length() - 1));
                if (node.variable == null) {
                    node.variable = new PathTree();
                }
                node = node.variable;
            } else {
                node = node.literals.computeIfAbsent(segment, s -> new PathTree());
            }
        }
        if (node.byMethod.putIfAbsent(method, new Leaf(operation, variables)) != null) {
            throw new IllegalStateException(method + " " + template + " stands for two operations");
        }
    }

    /** Returns what a path stands for, a literal segment going before a variable; {@code null} for nothing. */
    @Nullable
    Match match(String method, String rawPath) {
        if (!rawPath.startsWith("/")) {
            return null;
        }
        List<String> segments = new ArrayList<>();
        for (String raw : rawPath.substring(1).split("/", -1)) {
            String segment = decode(raw);
            // Dot segments cannot be told apart from steps in the tree by every server on the way, whatever encodes
            // them.
            if (segment == null || segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return null;
            }
            segments.add(segment);
        }
        return match(method, segments, 0, new ArrayList<>());
    }

    private @Nullable Match match(String method, List<String> segments, int index, List<String> values) {
        if (index == segments.size()) {
            Leaf leaf = byMethod.get(method);
            return leaf == null ? null : new Match(leaf.operation(), variables(leaf.variables(), values));
        }
        PathTree literal = literals.get(segments.get(index));
        Match match = literal == null ? null : literal.match(method, segments, index + 1, values);
        if (match == null && variable != null) {
            values.add(segments.get(index));
            match = variable.match(method, segments, index + 1, values);
            values.remove(values.size() - 1);
        }
        return match;
    }

    private static Map<String, String> variables(List<String> names, List<String> values) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            variables.put(names.get(i), values.get(i));
        }
        return Map.copyOf(variables);
    }

    /** Decodes percent-encoded UTF-8 (RFC 3986 section 2.1); {@code null} where it is malformed. */
    private static @Nullable String decode(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        byte[] encoded = raw.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                decoded.put(encoded[i]);
                continue;
            }
            int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return null;
            }
            decoded.put((byte) (high << 4 | low));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }
}
