package dev.dualclient.migration.inventory;

import dev.dualclient.json.ArrayNode;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * How a client looks at the primary while it is imported: nobody reaches it by a name that its users know, and an attribute
 * tells which client of the secondary it is going to be, so that an import that was interrupted goes on with the same one.
 */
final class PendingImport {

    private static final String ATTRIBUTE = "dual-client.import";
    private static final String ALIAS = "pending-";

    private PendingImport() {}

    /** Returns the id at the secondary of a client whose import is not finished, {@code null} of any other client. */
    static @Nullable String originOf(HeldClient client) {
        String alias = client.json().path("clientIdAlias").asString("");
        return alias.startsWith(ALIAS) ? attribute(client.json()) : null;
    }

    /** Returns the id at the secondary of a client that was imported through us, {@code null} of any other client. */
    static @Nullable String attribute(JsonNode client) {
        for (JsonNode pair : client.path("attributes")) {
            if (ATTRIBUTE.equals(pair.path("key").asString(""))) {
                return pair.path("value").asString("");
            }
        }
        return null;
    }

    /**
     * Gives a client a name that nobody knows, and notes whose import it is.
     *
     * @param random what nobody can guess
     */
    static void mark(ObjectNode client, String origin, String random) {
        client.put("clientIdAlias", ALIAS + random);
        client.put("clientIdAliasEnabled", true);
        ArrayNode attributes =
                client.path("attributes") instanceof ArrayNode present ? present : client.putArray("attributes");
        attributes.addObject().put("key", ATTRIBUTE).put("value", origin);
    }
}
