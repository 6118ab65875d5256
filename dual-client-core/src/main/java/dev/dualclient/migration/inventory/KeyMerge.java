package dev.dualclient.migration.inventory;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.dualclient.call.ApiCall;
import dev.dualclient.json.JsonNode;
import dev.dualclient.migration.direct.Conversation;
import dev.dualclient.operation.Catalogue;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the private keys of both services and adds those of the secondary to the primary's. They are in memory for as long as
 * that takes, and go from one backend to the other alone.
 */
final class KeyMerge {

    private KeyMerge() {}

    /** Returns the JWK set for the primary, {@code null} if a backend does not show the private half of a key. */
    static @Nullable String of(Conversation primary, Conversation secondary) {
        List<JWK> all = privateKeys(primary);
        List<JWK> more = privateKeys(secondary);
        if (all == null || more == null) {
            return null;
        }
        try {
            Set<String> held = new HashSet<>();
            for (JWK key : all) {
                held.add(key.computeThumbprint().toString());
            }
            List<JWK> merged = new ArrayList<>(all);
            for (JWK key : more) {
                if (held.add(key.computeThumbprint().toString())) {
                    merged.add(key);
                }
            }
            return new JWKSet(merged).toString(false);
        } catch (JOSEException unusable) {
            return null;
        }
    }

    private static @Nullable List<JWK> privateKeys(Conversation backend) {
        JsonNode keys = RepairContext.body(backend.ask(ApiCall.of(Catalogue.operation("service-jwks-get"))
                .query("includePrivateKeys", "true")
                .build()));
        try {
            List<JWK> parsed =
                    keys == null ? null : JWKSet.parse(keys.toString()).getKeys();
            return parsed == null || !parsed.stream().allMatch(JWK::isPrivate) ? null : parsed;
        } catch (ParseException unreadable) {
            return null;
        }
    }
}
