package dev.dualclient.observation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Plan;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The clients whose secret is another one at the primary, which has to be dealt with before the secondary can be switched
 * off. Of this process, since its start. Bounded: where there are more clients than it can hold, those that are seen most
 * often stay. Thread-safe.
 */
public final class DifferingSecrets implements CallListener {

    private static final int MOST = 1_000;

    private final Cache<String, Boolean> differing =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /** Creates an empty list. */
    public DifferingSecrets() {}

    @Override
    public void onCall(CallEvent event) {
        String client = event.client();
        if (client == null) {
            return;
        }
        if (event.plan().basis() == Plan.Basis.SECRET_DIFFERENT) {
            differing.put(client, true);
        } else if (authenticates(event)) {
            secret(client, event);
        }
    }

    private static boolean authenticates(CallEvent event) {
        return Catalogue.operation(event.operation()).authenticatesClient();
    }

    /** An import without the clients' secrets gives them random ones at the primary. */
    private void secret(String client, CallEvent event) {
        CallEvent.@Nullable Verdict first = event.fellBackFrom();
        boolean differs = first != null
                && first.side() == Side.PRIMARY
                && first.reason() == Reason.CLIENT_NOT_AUTHENTICATED
                && event.answeredBy() == Side.SECONDARY
                && event.outcome() == Outcome.ACCEPTED;
        if (differs) {
            differing.put(client, true);
        } else if (event.answeredBy() == Side.PRIMARY && event.outcome() == Outcome.ACCEPTED) {
            differing.invalidate(client);
        }
    }

    /** Returns the clients whose secret the primary refuses and the secondary accepts, in alphabetical order. */
    public Set<String> secretDiffers() {
        return new TreeSet<>(differing.asMap().keySet());
    }
}
