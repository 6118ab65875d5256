package dev.dualclient.spring.actuate;

import dev.dualclient.DualClient;
import dev.dualclient.custody.SecretStatus;
import dev.dualclient.observation.SecondaryClients;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Who still needs the secondary, as far as this process has seen since its start, and whose logins begin there because of
 * their secret.
 */
record ClientsView(
        long dependent,
        List<SecondaryClients.Use> mostDependent,
        Collection<String> secretDiffers,
        List<Doubt> logins) {

    private static final int SHOWN = 100;

    /** Why the logins of a client begin at the secondary, and what to do. */
    record Doubt(String client, String secret, String advice) {

        static Doubt of(String client, SecretStatus secret) {
            return new Doubt(
                    client,
                    Kebab.of(secret),
                    secret == SecretStatus.DIFFERENT
                            ? "its logins begin at 2.3: give 3.0 its secret, or write client-secrets: repair-on-use, before"
                                    + " drain"
                            : "its logins begin at 2.3 until 3.0 has authenticated it: wait for a token request, or declare"
                                    + " secret-migrated if its secret was imported");
        }
    }

    static ClientsView of(SecondaryClients clients, DualClient engine) {
        Map<String, SecretStatus> doubtful = engine.doubtfulSecrets();
        return new ClientsView(
                clients.size(),
                clients.top(SHOWN),
                clients.secretDiffers(),
                doubtful.entrySet().stream()
                        .limit(SHOWN)
                        .map(client -> Doubt.of(client.getKey(), client.getValue()))
                        .toList());
    }
}
