package dev.dualclient.migration.readiness;

import dev.dualclient.call.Sha256;
import dev.dualclient.json.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The thumbprint of a public key (RFC 7638). */
final class KeyThumbprint {

    private static final Map<String, List<String>> MEMBERS = Map.of(
            "EC", List.of("crv", "kty", "x", "y"),
            "OKP", List.of("crv", "kty", "x"),
            "RSA", List.of("e", "kty", "n"));

    private KeyThumbprint() {}

    /** Returns the thumbprint; of a kind of key that is not known, a hash of all of it. */
    static String of(JsonNode key) {
        List<String> members = MEMBERS.get(key.path("kty").asString(""));
        String text = key.toString();
        if (members != null) {
            StringJoiner required = new StringJoiner(",", "{", "}");
            members.forEach(member ->
                    required.add("\"" + member + "\":\"" + key.path(member).asString("") + "\""));
            text = required.toString();
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
