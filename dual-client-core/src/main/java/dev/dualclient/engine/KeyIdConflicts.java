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
            LOG.warn("The JWK sets of both backends have no different keys by one kid any more");
        } else {
            LOG.warn(
                    "The JWK sets of both backends have different keys of one kind, use and algorithm by the kid {}: the primary's is served, so what"
                            + " the secondary signs cannot be verified; give the key of one service another kid",
                    now);
        }
    }

    /** Returns the ids, as they were when the sets were last read. */
    Set<String> differing() {
        return differing;
    }
}
