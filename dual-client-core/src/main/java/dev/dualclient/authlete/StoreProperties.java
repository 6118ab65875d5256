package dev.dualclient.authlete;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.jdbc.JdbcSource;
import dev.dualclient.custody.redis.RedisStore;
import dev.dualclient.custody.redis.RedisStoreSettings;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The properties below {@code dual-client.custody} that say where custody is kept. Not thread-safe. */
final class StoreProperties {

    /** Kinds of custody stores. */
    enum Kind {
        MEMORY,
        JDBC,
        REDIS
    }

    Kind kind = Kind.MEMORY;

    @Nullable
    String redisUri;

    @Nullable
    String redisPrefix;

    @Nullable
    String jndiName;

    @Nullable
    String jdbcUrl;

    @Nullable
    String jdbcUser;

    @Nullable
    String jdbcPassword;

    private final @Nullable CustodyStore given;
    private byte[][] keys = {};

    StoreProperties(@Nullable CustodyStore given) {
        this.given = given;
    }

    void keys(List<String> encoded) {
        keys = new byte[encoded.size()][];
        for (int at = 0; at < keys.length; at++) {
            try {
                keys[at] = Base64.getDecoder().decode(encoded.get(at).strip());
            } catch (IllegalArgumentException undecodable) { // its message would show a piece of the key
                throw new IllegalArgumentException("dual-client.custody.keys[" + at
                        + "] is not base64: write what `openssl rand -base64 32` prints");
            }
        }
    }

    boolean isDurable() {
        return given != null || kind != Kind.MEMORY;
    }

    /** Names the store to the builder, which opens it. */
    void applyTo(DualAuthleteApiBuilder builder) {
        if (given != null) {
            builder.custodyStore(given, keys);
        } else if (kind == Kind.JDBC) {
            JdbcSource source = jdbc();
            builder.ownStore(source::store, keys);
        } else if (kind == Kind.REDIS) {
            builder.ownStore(redis(), keys);
        } else if (keys.length > 0) {
            throw new IllegalArgumentException(
                    "dual-client.custody.keys is set, but the memory store takes no keys: write"
                            + " jdbc or redis into dual-client.custody.store, or leave the keys out");
        }
    }

    private JdbcSource jdbc() {
        if (jndiName != null) {
            return JdbcSource.ofJndi(jndiName);
        }
        if (jdbcUrl == null) {
            throw new IllegalArgumentException("dual-client.custody.store is jdbc, but no database is named: write"
                    + " dual-client.custody.jdbc.jndi-name, java:comp/env/jdbc/custody say, or"
                    + " dual-client.custody.jdbc.url");
        }
        Libraries.require(
                "com.zaxxer.hikari.HikariDataSource", "dual-client.custody.jdbc.url needs", "com.zaxxer:HikariCP");
        return JdbcSource.ofUrl(jdbcUrl, jdbcUser, jdbcPassword);
    }

    private Supplier<CustodyStore> redis() {
        String uri = redisUri;
        if (uri == null) {
            throw new IllegalArgumentException(
                    "dual-client.custody.store is redis, but dual-client.custody.redis.uri is"
                            + " missing: write redis://user:password@host:port");
        }
        Libraries.require(
                "io.lettuce.core.RedisClient", "dual-client.custody.store=redis needs", "io.lettuce:lettuce-core");
        String prefix = redisPrefix;
        return () -> {
            RedisStoreSettings settings = RedisStoreSettings.of(uri);
            return new RedisStore(prefix == null ? settings : settings.withPrefix(prefix), Time.system());
        };
    }
}
