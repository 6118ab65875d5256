package dev.dualclient.migration.inventory;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of both backends, told apart by their thumbprints (RFC 7638). Immutable.
 *
 * @param comparable whether both JWK sets could be read; without it the sets are empty
 * @param conflicting the {@code kid}s by which the backends have different keys
 * @param missingAtPrimary the {@code kid}s, or thumbprints where a key has none, of keys that the secondary alone has
 */
public record KeyComparison(boolean comparable, Set<String> conflicting, Set<String> missingAtPrimary) {

    /** What is known where a JWK set could not be read. */
    static final KeyComparison UNREADABLE = new KeyComparison(false, Set.of(), Set.of());

    /** Copies the sets. */
    public KeyComparison {
        conflicting = Set.copyOf(conflicting);
        missingAtPrimary = Set.copyOf(missingAtPrimary);
    }

    /** Compares two JWK sets (RFC 7517); {@link #UNREADABLE} if one is none. */
    static KeyComparison of(@Nullable String primary, @Nullable String secondary) {
        if (primary == null || secondary == null) {
            return UNREADABLE;
        }
        try {
            return between(JWKSet.parse(primary), JWKSet.parse(secondary));
        } catch (ParseException | JOSEException unreadable) {
            return UNREADABLE;
        }
    }

    private static KeyComparison between(JWKSet primary, JWKSet secondary) throws JOSEException {
        Map<String, String> byId = new HashMap<>();
        Set<String> held = new TreeSet<>();
        for (JWK key : primary.getKeys()) {
            String thumbprint = key.computeThumbprint().toString();
            held.add(thumbprint);
            byId.put(label(key), thumbprint);
        }
        Set<String> conflicting = new TreeSet<>();
        Set<String> missing = new TreeSet<>();
        for (JWK key : secondary.getKeys()) {
            String thumbprint = key.computeThumbprint().toString();
            String other = key.getKeyID() == null ? null : byId.get(label(key));
            if (other != null && !other.equals(thumbprint)) {
                conflicting.add(key.getKeyID());
            } else if (!held.contains(thumbprint)) {
                missing.add(key.getKeyID() == null ? thumbprint : key.getKeyID());
            }
        }
        return new KeyComparison(true, conflicting, missing);
    }

    /** Keys of different kinds may share an id (RFC 7517 section 4.5). */
    private static String label(JWK key) {
        return key.getKeyID() + " " + key.getKeyType() + " " + key.getKeyUse() + " " + key.getAlgorithm();
    }

    /** Returns the thumbprints of a client's keys, in order; {@code null} if the text is no JWK set. */
    static @Nullable Set<String> thumbprints(String jwks) {
        try {
            Set<String> thumbprints = new TreeSet<>();
            for (JWK key : JWKSet.parse(jwks).getKeys()) {
                thumbprints.add(key.computeThumbprint().toString());
            }
            return thumbprints;
        } catch (ParseException | JOSEException unreadable) {
            return null;
        }
    }
}
