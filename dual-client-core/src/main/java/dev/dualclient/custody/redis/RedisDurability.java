package dev.dualclient.custody.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a server keeps what it has taken: a single master that writes a log of its changes to disk, and throws nothing
 * away for want of memory. Thread-safe.
 */
final class RedisDurability {

    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);

    private final RedisStoreSettings settings;
    private final AtomicBoolean said = new AtomicBoolean();

    RedisDurability(RedisStoreSettings settings) {
        this.settings = settings;
    }

    /** Looks at a server, which it refuses with what to change. */
    void check(RedisCommands<String, String> redis) {
        Map<String, String> info = info(redis);
        require(!"1".equals(info.get("cluster_enabled")), "is a cluster; use a single master, 'cluster-enabled no'");
        String role = info.get("role");
        require(role == null || role.equals("master"), "is a replica; name the master, or remove its 'replicaof' line");
        require(
                !"0".equals(info.get("aof_enabled")),
                "keeps nothing over a crash, so that kills would be forgotten; write 'appendonly yes' into its"
                        + " redis.conf");
        String limit = info.get("maxmemory");
        String policy = info.get("maxmemory_policy");
        require(
                policy == null || policy.equals("noeviction") || "0".equals(limit),
                "throws records away when its memory is full; write 'maxmemory-policy noeviction' into its redis.conf");
        if (role == null || info.get("aof_enabled") == null || policy == null) {
            undisclosed();
        } else {
            tellSync(redis);
        }
    }

    /** Returns what the server tells of itself, which is nothing where its user may not ask. */
    private static Map<String, String> info(RedisCommands<String, String> redis) {
        String text;
        try {
            text = redis.info();
        } catch (RedisCommandExecutionException forbidden) {
            return Map.of();
        }
        return text.lines()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].strip(), (first, second) -> second));
    }

    private void undisclosed() {
        require(
                settings.durabilityDeclared(),
                "does not tell whether it keeps what it takes; allow its user INFO, or declare that it is durable (a"
                        + " master with an append-only file, and no eviction)");
        if (said.compareAndSet(false, true)) {
            LOG.warn(
                    "{} does not report whether it is durable, and was declared durable. If it is not, revoked tokens can"
                            + " become valid again",
                    settings.server());
        }
    }

    private void tellSync(RedisCommands<String, String> redis) {
        if (!said.compareAndSet(false, true)) {
            return;
        }
        String sync;
        try {
            sync = redis.configGet("appendfsync").getOrDefault("appendfsync", "unknown");
        } catch (RedisCommandExecutionException forbidden) {
            sync = "unknown";
        }
        if (!sync.equals("always")) {
            LOG.info(
                    "{} writes to disk with appendfsync {}. A crash of it can lose the revocations of the last second or"
                            + " more. Set 'appendfsync always' in its redis.conf to lose nothing",
                    settings.server(),
                    sync);
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(settings.server() + " " + otherwise);
        }
    }
}
