package dev.dualclient.routing;

import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The union of two JWK sets. It is by key, as the thumbprint of RFC 7638 tells keys apart, and not by {@code kid}, which
 * keys of different kinds may share (RFC 7517 section 4.5). Not thread-safe.
 */
final class KeyUnion {

    /** Members that make a public key what it is (RFC 7638 section 3.2), by {@code kty}. */
    private static final Map<String, List<String>> REQUIRED = Map.of(
            "RSA", List.of("e", "n"),
            "EC", List.of("crv", "x", "y"),
            "OKP", List.of("crv", "x"));

    /** Members that tell about a key and are no part of it. */
    private static final List<String> ABOUT =
            List.of("kid", "use", "alg", "key_ops", "x5u", "x5c", "x5t", "x5t#S256", "exp", "nbf", "iat");

    private final List<JsonNode> keys = new ArrayList<>();
    private final Set<String> conflicts = new TreeSet<>();
    private final Set<Id> known = new HashSet<>();
    private final Set<Label> ofPrimary = new HashSet<>();

    /** What a verifier selects a key by. */
    private record Label(String kid, String kty, String use, String alg) {

        static Label of(JsonNode key) {
            return new Label(text(key, "kid"), text(key, "kty"), text(key, "use"), text(key, "alg"));
        }

        private static String text(JsonNode key, String member) {
            return key.path(member).asString("");
        }
    }

    /** A key for a use: what is said of no use or algorithm is for all of them. */
    private record Id(Label label, String material) {}

    KeyUnion(JsonNode primary, JsonNode secondary) {
        for (JsonNode key : primary) {
            Label label = Label.of(key);
            String material = material(key);
            add(key, label, material);
            ofPrimary.add(label);
        }
        for (JsonNode key : secondary) {
            Label label = Label.of(key);
            String material = material(key);
            if (isKnown(label, material)) {
                continue;
            }
            if (!label.kid().isEmpty() && ofPrimary.contains(label)) {
                conflicts.add(label.kid()); // nobody could tell which of the two to verify by
            } else {
                add(key, label, material);
            }
        }
    }

    private void add(JsonNode key, Label label, String material) {
        if (!isKnown(label, material)) {
            known.add(new Id(label, material));
            keys.add(key);
        }
    }

    private boolean isKnown(Label label, String material) {
        return List.of(
                        label,
                        new Label(label.kid(), label.kty(), "", label.alg()),
                        new Label(label.kid(), label.kty(), label.use(), ""),
                        new Label(label.kid(), label.kty(), "", ""))
                .stream()
                .anyMatch(wider -> known.contains(new Id(wider, material)));
    }

    /** Returns what the thumbprint is the hash of; of a key of an unknown kind, whatever may be a part of it. */
    private static String material(JsonNode key) {
        List<String> required = REQUIRED.get(key.path("kty").asString(""));
        ObjectNode material = new ObjectNode();
        if (required != null) {
            required.forEach(member -> material.set(member, key.path(member)));
        } else if (key instanceof ObjectNode whole) {
            material.setAll(whole);
            material.remove(ABOUT);
        }
        return material.isEmpty() ? key.toString() : material.toString();
    }

    /** Returns the keys, the primary's first. */
    List<JsonNode> keys() {
        return keys;
    }

    /**
     * Returns the ids by which the backends have different keys of the same kind, use and algorithm, of which the union
     * holds the primary's alone.
     */
    Set<String> conflicts() {
        return conflicts;
    }
}
