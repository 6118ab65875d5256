package dev.dualclient.spring.actuate;

import dev.dualclient.DualClient;
import dev.dualclient.custody.SecretStatus;
import dev.dualclient.migration.ClientUse;
import dev.dualclient.migration.UseWindow;
import dev.dualclient.observation.DifferingSecrets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Who still needs the secondary, on all nodes, and whose logins begin there because of their secret.
 *
 * @param dependent how many clients the secondary has answered for, by window
 * @param mostDependent those of the last hour first, then by number
 */
record ClientsView(
        Map<String, Long> dependent, List<Use> mostDependent, Collection<String> secretDiffers, List<Doubt> logins) {

    private static final int SHOWN = 100;

    /** How much a client needs the secondary. */
    record Use(@Nullable String client, String key, Map<String, Long> answers, String last) {

        static Use of(ClientUse use) {
            return new Use(
                    use.client(), use.key(), byWindow(use::answers), use.last().toString());
        }
    }

    private static Map<String, Long> byWindow(ToLongFunction<UseWindow> count) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (UseWindow window : UseWindow.values()) {
            counts.put(window.text(), count.applyAsLong(window));
        }
        return counts;
    }

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

    static ClientsView of(DifferingSecrets clients, DualClient engine) {
        Map<String, SecretStatus> doubtful = engine.doubtfulSecrets();
        List<ClientUse> uses = engine.secondaryUse();
        return new ClientsView(
                byWindow(window ->
                        uses.stream().filter(use -> use.answers(window) > 0).count()),
                uses.stream().limit(SHOWN).map(Use::of).toList(),
                clients.secretDiffers(),
                doubtful.entrySet().stream()
                        .limit(SHOWN)
                        .map(client -> Doubt.of(client.getKey(), client.getValue()))
                        .toList());
    }
}
