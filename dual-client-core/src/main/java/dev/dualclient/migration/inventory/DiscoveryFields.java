package dev.dualclient.migration.inventory;

import dev.dualclient.json.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What of the settings of two services shows in their discovery documents (OpenID Connect Discovery 1.0 section 3, RFC 8414
 * section 2), where the settings themselves cannot be read.
 */
final class DiscoveryFields {

    private static final Fields FIELDS = new Fields(
            Set.of("issuer"),
            Set.of("jwks_uri", "grant_types_supported", "response_types_supported", "scopes_supported"),
            Set.of());

    private static final List<String> SUPPORTED = List.of(
            "grant_types_supported",
            "response_types_supported",
            "scopes_supported",
            "token_endpoint_auth_methods_supported");

    private DiscoveryFields() {}

    /** Returns the members that differ. What the primary supports beside what the secondary does is no difference. */
    static List<FieldDifference> between(JsonNode secondary, JsonNode primary) {
        List<FieldDifference> differences = new ArrayList<>(new FieldComparison(FIELDS)
                .between(secondary, primary).stream()
                        .filter(one -> !SUPPORTED.contains(one.field()))
                        .filter(one -> secondary.has(one.field()))
                        .toList());
        for (String list : SUPPORTED) {
            if (!FieldComparison.isWithin(secondary.path(list), primary.path(list))) {
                differences.add(new FieldDifference(list, Severity.MUST_MATCH));
            }
        }
        return differences;
    }
}
