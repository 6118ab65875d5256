package dev.dualclient.engine;

import dev.dualclient.json.JsonNode;
import dev.dualclient.routing.Union;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices when both backends begin and cease to have different keys by one id, and says so once. Thread-safe. */
final class KeyIdConflicts {

    private static final Logger LOG = LoggerFactory.getLogger(KeyIdConflicts.class);

    private volatile Set<String> differing = Set.of();

    /** Looks at two JWK sets that are read as one. Documents of another kind have no keys that could differ. */
    void compare(JsonNode primary, JsonNode secondary) {
        if (!primary.has("keys") || !secondary.has("keys")) {
            return;
        }
        Set<String> now = Union.differingKeys(primary, secondary);
        Set<String> before = differing;
        differing = now;
        if (now.equals(before)) {
            return;
        }
        if (now.isEmpty()) {
            LOG.warn("The backends have no different keys with the same kid any more");
        } else {
            LOG.warn(
                    "Both backends use the kid {} for different keys. The JWK set has the key of the primary only, so that"
                            + " signatures of the secondary with that kid cannot be verified. Give one of the keys another kid",
                    now);
        }
    }

    /** Returns the ids, as they were when the sets were last read. */
    Set<String> differing() {
        return differing;
    }
}
