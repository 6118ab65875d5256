package dev.dualclient.custody;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request or an answer names. Immutable; its {@code toString} tells nothing.
 *
 * @param clients the names of the client: id, alias, entity id
 * @param subject the end user, {@code null} if none is named
 * @param grant the grant id, {@code null} if none is named
 */
public record Names(
        List<String> clients,
        @Nullable String subject,
        @Nullable String grant) {

    /** Nobody. */
    public static final Names NONE = new Names(List.of(), null, null);

    /** Copies the clients. */
    public Names {
        clients = clients.size() < 2
                ? List.copyOf(clients)
                : clients.stream().distinct().toList();
    }

    /** Returns everything that a kill of many, or a debt, could be about and that concerns these. */
    public List<Name> all() {
        List<Name> all = new ArrayList<>(ofClients());
        if (subject != null) {
            all.add(new Name(Name.Kind.SUBJECT, subject));
            for (String client : clients) {
                all.add(atClient(client, subject));
            }
        }
        if (grant != null) {
            all.add(new Name(Name.Kind.GRANT, grant));
        }
        return all;
    }

    /** Returns what a kill of many is about that was asked for with these names. */
    public List<Name> narrowest() {
        if (grant != null) {
            return List.of(new Name(Name.Kind.GRANT, grant));
        } else if (subject == null) {
            return ofClients();
        }
        return clients.isEmpty()
                ? List.of(new Name(Name.Kind.SUBJECT, subject))
                : clients.stream().map(client -> atClient(client, subject)).toList();
    }

    /** Returns the clients. */
    public List<Name> ofClients() {
        List<Name> names = new ArrayList<>(clients.size());
        for (String client : clients) {
            names.add(new Name(Name.Kind.CLIENT, client));
        }
        return names;
    }

    /**
     * Returns these names with the id of the client alone, if it is among them: every kill that could be told by another
     * name of the client is told by that one.
     */
    public Names byId() {
        return hasId() ? new Names(clients.stream().filter(Names::isId).toList(), subject, grant) : this;
    }

    /** Whether the client is named by what never changes, and not only by an alias or an entity id. */
    public boolean hasId() {
        return clients.stream().anyMatch(Names::isId);
    }

    /** Whether a name of a client is its id: Authlete's are numbers. */
    public static boolean isId(String client) {
        return !client.isEmpty() && client.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    /** Returns these and other names. */
    public Names and(Names other) {
        List<String> both = new ArrayList<>(clients);
        both.addAll(other.clients);
        return new Names(both, subject != null ? subject : other.subject, grant != null ? grant : other.grant);
    }

    /** Whether nobody is named. */
    public boolean isEmpty() {
        return clients.isEmpty() && subject == null && grant == null;
    }

    /** Returns names of clients alone. */
    public static Names ofClients(Collection<String> clients) {
        return new Names(List.copyOf(clients), null, null);
    }

    private static Name atClient(String client, String user) {
        return new Name(Name.Kind.SUBJECT_AT_CLIENT, client + '\0' + user);
    }

    @Override
    public String toString() {
        return "names";
    }
}
