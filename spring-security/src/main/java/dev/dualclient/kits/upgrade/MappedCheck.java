package dev.dualclient.kits.upgrade;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a mapper may say. The log tells once of each mistake. Thread-safe. */
final class MappedCheck {

    private static final Logger LOG = LoggerFactory.getLogger(MappedCheck.class);

    /** They are the minter's. A mapper that could set them could make tokens of anybody for anybody. */
    private static final Set<String> RESERVED =
            Set.of("iss", "sub", "aud", "exp", "iat", "nbf", "jti", "client_id", "scope", "cnf", "act");

    private static final int MOST_TOLD = 100;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Whether a token may be minted. */
    boolean allows(LegacyToken token, Mapping.Mapped mapped) {
        Set<String> reserved = new TreeSet<>(mapped.claims().keySet());
        reserved.retainAll(RESERVED);
        if (!reserved.isEmpty()) {
            return refuse("mapper sets " + reserved + ", which only the minter sets");
        }
        if (mapped.subject().isBlank()) {
            return refuse("mapper gives an empty subject");
        }
        if (mapped.claims().toString().contains(token.value())
                || mapped.subject().contains(token.value())) {
            return refuse("mapper puts the legacy token into the new one");
        }
        return true;
    }

    /** Tells once of a mistake. */
    boolean refuse(String mistake) {
        if (told.size() < MOST_TOLD && told.add(mistake)) {
            LOG.warn("No token is minted: the {}", mistake);
        }
        return false;
    }
}
