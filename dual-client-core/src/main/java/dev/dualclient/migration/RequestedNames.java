package dev.dualclient.migration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The clients that one request names, each looked up once. Not thread-safe. */
final class RequestedNames {

    private final ClientNames names;
    private final Map<String, String> ids = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();

    RequestedNames(ClientNames names) {
        this.names = names;
    }

    /** Returns the id of a client, or its name where the id is not known. */
    String idOf(String name) {
        return ids.computeIfAbsent(name, this::lookUp);
    }

    private String lookUp(String name) {
        ClientNames.Client client = names.resolve(name);
        switch (client.certainty()) {
            case UNKNOWN -> warnings.add("no backend knows the client " + name + ": check its id or alias");
            case UNCLEAR ->
                warnings.add("whether the client " + name + " exists could not be checked, and it is not"
                        + " resolved to its id, because a backend did not answer");
            case KNOWN -> {
                // nothing to be said
            }
        }
        return client.id();
    }

    /** Returns what the operator should know of the names. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }
}
