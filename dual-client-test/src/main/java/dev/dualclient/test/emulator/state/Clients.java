package dev.dualclient.test.emulator.state;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The clients of a service, found by number or by alias. */
public final class Clients {

    /** How a search for a client ended. */
    public enum Finding {
        FOUND,
        UNKNOWN,
        /** There was such a client. */
        DELETED,
        LOCKED,
        /** The client has that alias but may not use it. */
        ALIAS_OFF
    }

    /**
     * The end of a search.
     *
     * @param client the client, {@code null} unless it is there
     * @param byAlias whether it was named by its alias
     */
    public record Search(Finding finding, @Nullable Client client, boolean byAlias) {}

    private final Map<Long, Client> byId = new TreeMap<>();
    private final Set<Long> arrivals = new LinkedHashSet<>();
    private final Set<Long> deleted = new HashSet<>();

    /** Returns all clients, by number. */
    public Collection<Client> all() {
        return List.copyOf(byId.values());
    }

    /** Returns the clients that came here first, at most so many, by number. */
    public Collection<Client> firstComers(int limit) {
        return arrivals.stream()
                .limit(limit)
                .sorted()
                .map(byId::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Returns the client of a number, {@code null} if there is none. */
    public @Nullable Client at(long clientId) {
        return byId.get(clientId);
    }

    /** Returns the client that has an alias, enabled or not, {@code null} if there is none. */
    public @Nullable Client ofAlias(String alias) {
        return byId.values().stream()
                .filter(client -> alias.equals(client.alias()))
                .findFirst()
                .orElse(null);
    }

    /** Returns the client that a federation knows by an entity id, {@code null} if there is none. */
    public @Nullable Client ofEntityId(String entityId) {
        return byId.values().stream()
                .filter(client -> entityId.equals(client.metadata().text("entityId")))
                .findFirst()
                .orElse(null);
    }

    /** Stores a client in place of the one of that number. */
    public Client put(Client client) {
        deleted.remove(client.clientId());
        arrivals.add(client.clientId());
        byId.put(client.clientId(), client);
        return client;
    }

    /** Removes a client, remembering that it was there. */
    public void remove(Client client) {
        byId.remove(client.clientId());
        arrivals.remove(client.clientId());
        deleted.add(client.clientId());
    }

    /**
     * Searches for the client that a request names.
     *
     * @param identifier a number, an alias or an entity id
     * @param aliases whether the service lets clients use aliases
     */
    public Search search(String identifier, boolean aliases) {
        Long number = number(identifier);
        Client client = number == null ? null : byId.get(number);
        if (client != null) {
            return new Search(client.locked() ? Finding.LOCKED : Finding.FOUND, client, false);
        }
        if (number != null && deleted.contains(number)) {
            return new Search(Finding.DELETED, null, false);
        }
        client = ofEntityId(identifier);
        if (client != null) {
            return new Search(client.locked() ? Finding.LOCKED : Finding.FOUND, client, false);
        }
        client = ofAlias(identifier);
        if (client == null) {
            return new Search(Finding.UNKNOWN, null, false);
        }
        if (!aliases || !client.aliasEnabled()) {
            return new Search(Finding.ALIAS_OFF, null, true);
        }
        return new Search(client.locked() ? Finding.LOCKED : Finding.FOUND, client, true);
    }

    private static @Nullable Long number(String identifier) {
        return identifier.matches("[0-9]{1,18}") ? Long.valueOf(identifier) : null;
    }
}
