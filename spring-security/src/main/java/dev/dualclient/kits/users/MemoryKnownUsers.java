package dev.dualclient.kits.users;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Names in memory, for users in memory. */
final class MemoryKnownUsers implements KnownUsers {

    private final Set<String> names = ConcurrentHashMap.newKeySet();

    @Override
    public boolean contains(String name) {
        return names.contains(name);
    }

    @Override
    public void add(String name) {
        names.add(name);
    }
}
