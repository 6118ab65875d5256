package dev.dualclient.custody;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dualclient.call.Time;
import java.util.Collection;
import java.util.List;

/**
 * Which client a credential was issued to, and by which names it goes, as far as answers have shown it to this process.
 * It decides on nothing but the order in which backends are asked. Bounded and thread-safe.
 */
public final class ClientAliases {

    private final KeyRing keys;
    private final Cache<CustodyKey, List<String>> clients;

    ClientAliases(KeyRing keys, CustodySettings settings, Time time) {
        this.keys = keys;
        this.clients = Caffeine.newBuilder()
                .ticker(time::nanoTime)
                .expireAfterAccess(settings.migratorLag())
                .maximumSize(settings.maxEntries())
                .build();
    }

    /** Remembers what an answer has shown. */
    public void learn(Collection<Credential> credentials, Parties revealed) {
        if (!revealed.clients().isEmpty()) {
            credentials.forEach(credential -> clients.put(keys.of(credential), revealed.clients()));
            revealed.ofClients()
                    .forEach(name -> clients.put(keys.ofName(name.kind(), name.value()), revealed.clients()));
        }
    }

    /** Returns the names of the client of a credential; none if they are not known. */
    public List<String> of(Credential credential) {
        return known(keys.of(credential));
    }

    /** Returns the names of a client that is named by one of them. */
    public List<String> of(Party client) {
        return known(keys.ofName(client.kind(), client.value()));
    }

    private List<String> known(CustodyKey key) {
        List<String> names = clients.getIfPresent(key);
        return names == null ? List.of() : names;
    }
}
