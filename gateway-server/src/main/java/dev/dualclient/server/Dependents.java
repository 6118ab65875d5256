package dev.dualclient.server;

import dev.dualclient.migration.ClientUse;
import dev.dualclient.migration.UseWindow;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The clients that the secondary has answered for, as the command {@code clients} prints them. Public, so that it can be
 * written as JSON.
 *
 * @param clients those of the last hour first, then by number
 */
public record Dependents(List<ClientUse> clients) {

    /** Copies the list. */
    public Dependents {
        clients = List.copyOf(clients);
    }

    /** Returns whether the secondary has answered for any client within a day. */
    public boolean isNeeded() {
        return clients.stream().anyMatch(client -> client.answers(UseWindow.DAY) > 0);
    }

    String text() {
        String head = isNeeded()
                ? "2.3 has answered for these clients within 7 days"
                : "2.3 has answered for no client within 24 h";
        return clients.stream()
                .map(Dependents::line)
                .collect(Collectors.joining(System.lineSeparator(), head + System.lineSeparator(), ""));
    }

    /** A process that has seen no call of a client knows it by the beginning of a keyed hash alone. */
    private static String line(ClientUse use) {
        return String.format(
                "%-24s %8d in 1h %8d in 24h %8d in 7d, last at %s",
                use.client() == null ? "key " + use.key() : use.client(),
                use.answers(UseWindow.HOUR),
                use.answers(UseWindow.DAY),
                use.answers(UseWindow.WEEK),
                use.last());
    }
}
