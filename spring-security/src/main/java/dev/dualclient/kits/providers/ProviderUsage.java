package dev.dualclient.kits.providers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who still comes with tokens of which provider. The default keeps it in memory, for each process alone and since its
 * start; a bean of this type can keep it for all nodes, in a table say. It must not keep names of users in the clear.
 * Thread-safe.
 */
public interface ProviderUsage {

    /** Notes that a token of a user was accepted. Called at each request, so it has to be fast. */
    void used(String provider, String user, Instant now);

    /** Returns what is known of a provider. */
    Report of(String provider, Instant now);

    /**
     * The use of a provider.
     *
     * @param users how many users came in the last 30 days
     * @param last when the last one came, {@code null} for never
     * @param since since when it is watched
     */
    record Report(long users, @Nullable Instant last, Instant since) {}
}
