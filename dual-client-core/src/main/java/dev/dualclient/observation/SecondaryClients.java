package dev.dualclient.observation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Plan;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which clients still need the secondary, and whose secret is another one at the primary: what has to be dealt with
 * before the secondary can be switched off. Of this process, since its start. Bounded: where there are more clients than
 * it can hold, those that are seen most often stay. Thread-safe.
 */
public final class SecondaryClients implements CallListener {

    private static final int MOST = 1_000;

    private final Cache<String, Use> uses = bounded();
    private final Cache<String, Boolean> differing = bounded();

    /** Creates an empty list. */
    public SecondaryClients() {}

    private static <T> Cache<String, T> bounded() {
        return Caffeine.newBuilder().maximumSize(MOST).build();
    }

    /**
     * How often the secondary answered for a client.
     *
     * @param client the client, by the name that calls or answers gave it
     * @param answers how many calls the secondary answered
     * @param last when it did last
     */
    public record Use(String client, long answers, Instant last) {}

    @Override
    public void onCall(CallEvent event) {
        String client = event.client();
        if (client == null) {
            return;
        }
        if (event.answeredBy() == Side.SECONDARY) {
            uses.asMap()
                    .merge(
                            client,
                            new Use(client, 1, event.at()),
                            (before, one) -> new Use(client, before.answers() + 1, one.last()));
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

    /** Returns how many clients the secondary answered for, as far as they are held. */
    public long size() {
        return uses.estimatedSize();
    }

    /** Returns the clients that the secondary answered for most often, at most so many, the most frequent first. */
    public List<Use> top(int most) {
        return uses.asMap().values().stream()
                .sorted(Comparator.comparingLong(Use::answers).reversed().thenComparing(Use::client))
                .limit(most)
                .toList();
    }

    /** Returns the clients whose secret the primary refuses and the secondary accepts, in alphabetical order. */
    public Set<String> secretDiffers() {
        return new TreeSet<>(differing.asMap().keySet());
    }
}
