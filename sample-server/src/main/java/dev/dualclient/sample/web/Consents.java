package dev.dualclient.sample.web;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What users have agreed to since the server started; a request that must not show a page needs it. Thread-safe. */
@Component
public final class Consents {

    private record Key(String subject, long clientId) {}

    private final Map<Key, Set<String>> given = new ConcurrentHashMap<>();

    /** Remembers that a user agreed. */
    public void add(String subject, long clientId, Collection<String> scopes) {
        given.computeIfAbsent(new Key(subject, clientId), key -> ConcurrentHashMap.newKeySet())
                .addAll(scopes);
    }

    /** Whether a user has agreed to all of the scopes. */
    public boolean cover(String subject, long clientId, Collection<String> scopes) {
        Set<String> agreed = given.get(new Key(subject, clientId));
        return agreed != null && agreed.containsAll(scopes);
    }

    /** Forgets that a user agreed to anything that a client asked for. */
    public void remove(String subject, long clientId) {
        given.remove(new Key(subject, clientId));
    }
}
