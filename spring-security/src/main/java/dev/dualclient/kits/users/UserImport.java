package dev.dualclient.kits.users;

import dev.dualclient.kits.KitMeters;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ClassUtils;

/**
 * Finishes the migration: imports the users who have not logged in, without passwords, so that they have to reset them.
 * Needs an {@link OldUsers} that can list its users. Can be run again at any time. Thread-safe.
 */
public final class UserImport {

    private static final Logger LOG = LoggerFactory.getLogger(UserImport.class);

    private final UserNames names;
    private final OldUsers old;
    private final NewUsers users;
    private volatile double remaining = Double.NaN;

    /**
     * What a run did. The numbers add up to the users of the old system.
     *
     * @param created users who are new here
     * @param alreadyThere users who were here
     * @param deleted users who were deleted here
     * @param failed users who could not be created; the log has the kinds of failures
     */
    public record Report(long created, long alreadyThere, long deleted, long failed) {}

    UserImport(UserNames names, OldUsers old, NewUsers users, KitMeters meters) {
        this.names = names;
        this.old = old;
        this.users = users;
        meters.gauge("dualclient.users.remaining", () -> remaining);
    }

    /**
     * Returns the names of the old system's users who are not here and were not deleted here.
     *
     * @throws UnsupportedOperationException if the old system cannot list its users
     */
    public List<String> remaining() {
        try (Stream<OldUser> all = old.all()) {
            List<String> missing = all.map(user -> names.normalized(user.name()))
                    .filter(name -> !users.exists(name) && !users.isDeleted(name))
                    .toList();
            remaining = missing.size();
            return missing;
        }
    }

    /**
     * Imports them.
     *
     * @throws UnsupportedOperationException if the old system cannot list its users
     */
    public Report run() {
        Map<NewUsers.Creation, Long> ended = new EnumMap<>(NewUsers.Creation.class);
        long[] failed = {0};
        try (Stream<OldUser> all = old.all()) {
            all.forEach(user -> {
                try {
                    ended.merge(users.create(names.normalized(user.name()), user, null), 1L, Long::sum);
                } catch (RuntimeException failure) {
                    failed[0]++;
                    LOG.warn("A user could not be imported: {}", ClassUtils.getShortName(failure.getClass()));
                }
            });
        }
        remaining = failed[0];
        return new Report(
                ended.getOrDefault(NewUsers.Creation.CREATED, 0L),
                ended.getOrDefault(NewUsers.Creation.ALREADY_THERE, 0L),
                ended.getOrDefault(NewUsers.Creation.DELETED, 0L),
                failed[0]);
    }
}
