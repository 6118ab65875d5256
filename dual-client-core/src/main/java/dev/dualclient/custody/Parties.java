package dev.dualclient.custody;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request or an answer names. Immutable; its {@code toString} tells nothing.
 *
 * @param clients the names of the client: id, alias, entity id
 * @param subject the end user, {@code null} if none is named
 * @param grant the grant id, {@code null} if none is named
 * @param id the immutable id of the client, as a backend tells it; {@code null} if none has told it: a request may use the
 *     number of one client as the alias of another
 */
public record Parties(
        List<String> clients,
        @Nullable String subject,
        @Nullable String grant,
        @Nullable String id) {

    /** Nobody. */
    public static final Parties NONE = new Parties(List.of(), null, null);

    /** Creates names without the word of a backend. */
    public Parties(List<String> clients, @Nullable String subject, @Nullable String grant) {
        this(clients, subject, grant, null);
    }

    /** Copies the clients; a number has one form, however it was written. */
    public Parties {
        clients = switch (clients.size()) {
            case 0 -> List.of();
            case 1 -> List.of(ClientNumber.normalized(clients.get(0)));
            default -> clients.stream().map(ClientNumber::normalized).distinct().toList();
        };
        id = id == null ? null : ClientNumber.normalized(id);
    }

    /** Returns everything that a bulk kill, or an outbox row, could be about and that concerns these parties. */
    public List<Party> all() {
        List<Party> all = new ArrayList<>(ofClients());
        if (subject != null) {
            all.add(new Party(Party.Kind.SUBJECT, subject));
            for (String client : clients) {
                all.add(atClient(client, subject));
            }
        }
        if (grant != null) {
            all.add(new Party(Party.Kind.GRANT, grant));
        }
        return all;
    }

    /** Returns what a kill of many is about that was asked for with these names. */
    public List<Party> narrowest() {
        if (grant != null) {
            return List.of(new Party(Party.Kind.GRANT, grant));
        } else if (subject == null) {
            return ofClients();
        }
        return clients.isEmpty()
                ? List.of(new Party(Party.Kind.SUBJECT, subject))
                : clients.stream().map(client -> atClient(client, subject)).toList();
    }

    /** Returns the clients. */
    public List<Party> ofClients() {
        List<Party> names = new ArrayList<>(clients.size());
        for (String client : clients) {
            names.add(new Party(Party.Kind.CLIENT, client));
        }
        return names;
    }

    /**
     * Returns these names with the id of the client alone, if it is among them: every kill that could be told by another
     * name of the client is told by that one.
     */
    public Parties byId() {
        if (id != null) {
            return new Parties(List.of(id), subject, grant, id);
        }
        return hasId() ? new Parties(clients.stream().filter(Parties::isId).toList(), subject, grant) : this;
    }

    /** Whether the client is named by what never changes, and not only by an alias or an entity id. */
    public boolean hasId() {
        return id != null || namesId();
    }

    private boolean namesId() {
        for (String client : clients) {
            if (isId(client)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a name of a client is its id: Authlete's are numbers. */
    public static boolean isId(String client) {
        for (int i = 0; i < client.length(); i++) {
            if (client.charAt(i) < '0' || client.charAt(i) > '9') {
                return false;
            }
        }
        return !client.isEmpty();
    }

    /** Returns these and other names. */
    public Parties and(Parties other) {
        List<String> both = new ArrayList<>(clients);
        both.addAll(other.clients);
        return new Parties(
                both,
                subject != null ? subject : other.subject,
                grant != null ? grant : other.grant,
                id != null ? id : other.id);
    }

    /** Whether the same are named, however much is known of the names. */
    public boolean namesSameAs(Parties other) {
        return clients.equals(other.clients)
                && Objects.equals(subject, other.subject)
                && Objects.equals(grant, other.grant);
    }

    /** Whether nobody is named. */
    public boolean isEmpty() {
        return clients.isEmpty() && subject == null && grant == null;
    }

    /** Returns names of clients alone. */
    public static Parties ofClients(Collection<String> clients) {
        return new Parties(List.copyOf(clients), null, null);
    }

    private static Party atClient(String client, String user) {
        return new Party(Party.Kind.SUBJECT_AT_CLIENT, client + '\0' + user);
    }

    @Override
    public String toString() {
        return "names";
    }
}
