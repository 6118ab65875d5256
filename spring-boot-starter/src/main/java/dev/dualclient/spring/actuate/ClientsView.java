package dev.dualclient.spring.actuate;

import dev.dualclient.observation.SecondaryClients;
import java.util.Collection;
import java.util.List;

/** Who still needs the secondary, as far as this process has seen since its start. */
record ClientsView(long dependent, List<SecondaryClients.Use> mostDependent, Collection<String> secretDiffers) {

    private static final int SHOWN = 100;

    static ClientsView of(SecondaryClients clients) {
        return new ClientsView(clients.size(), clients.top(SHOWN), clients.secretDiffers());
    }
}
