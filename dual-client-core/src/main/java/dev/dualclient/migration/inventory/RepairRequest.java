package dev.dualclient.migration.inventory;

import java.util.Set;

/**
 * What an operator asks for. Immutable.
 *
 * @param repair what is to be done
 * @param clients whose, by id at the secondary; all that it applies to if empty
 * @param accept the clients of which an import may lose a name
 * @param force the clients whose secret may be replaced although the primary has authenticated them
 * @param keepAlias the clients of which an import keeps the alias rather than the id as their name
 * @param includeKeys whether private keys may be read at both backends, to be written at the primary
 */
public record RepairRequest(
        Repair repair,
        Set<String> clients,
        Set<String> accept,
        Set<String> force,
        Set<String> keepAlias,
        boolean includeKeys) {

    /** Copies the sets. */
    public RepairRequest {
        clients = Set.copyOf(clients);
        accept = Set.copyOf(accept);
        force = Set.copyOf(force);
        keepAlias = Set.copyOf(keepAlias);
    }

    /** Returns a request for all that a repair applies to. */
    public static RepairRequest of(Repair repair) {
        return new RepairRequest(repair, Set.of(), Set.of(), Set.of(), Set.of(), false);
    }

    /** Returns this request for some clients only. */
    public RepairRequest withClients(Set<String> other) {
        return new RepairRequest(repair, other, accept, force, keepAlias, includeKeys);
    }

    /** Returns this request, with which some clients may lose a name. */
    public RepairRequest withAccept(Set<String> other) {
        return new RepairRequest(repair, clients, other, force, keepAlias, includeKeys);
    }

    /** Returns this request, with which the secrets of some clients may be replaced that the primary has accepted. */
    public RepairRequest withForce(Set<String> other) {
        return new RepairRequest(repair, clients, accept, other, keepAlias, includeKeys);
    }

    /** Returns this request, with which some clients keep their alias. */
    public RepairRequest withKeepAlias(Set<String> other) {
        return new RepairRequest(repair, clients, accept, force, other, includeKeys);
    }

    /** Returns this request, with or without private keys. */
    public RepairRequest withIncludeKeys(boolean other) {
        return new RepairRequest(repair, clients, accept, force, keepAlias, other);
    }

    boolean concerns(String client) {
        return clients.isEmpty() || clients.contains(client);
    }
}
