package dev.dualclient.test.stores;

import com.zaxxer.hikari.HikariDataSource;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.jdbc.JdbcStore;
import dev.dualclient.custody.jdbc.JdbcStoreSettings;
import dev.dualclient.custody.redis.RedisStore;
import dev.dualclient.custody.redis.RedisStoreSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** The server of a store that a test stops and starts again, on the same port and with the same data. */
public interface OwnServer extends AutoCloseable {

    /** Starts a server of a kind. */
    static OwnServer of(Stores kind) {
        return kind == Stores.REDIS ? new Redis() : new Postgres();
    }

    /** Opens the store as an application does, with the settings that it has by default. */
    CustodyStore open();

    /** Stops the server. */
    void stop();

    /** Starts it again, and returns once it accepts connections. */
    void start();

    @Override
    void close();

    /** PostgreSQL, with a pool of connections. */
    final class Postgres implements OwnServer {

        private static final int POOL = 8;

        private final Path data = directory("postgres");
        private final int port = freePort();
        private @Nullable EmbeddedPostgres server;

        private Postgres() {
            start();
        }

        @Override
        public CustodyStore open() {
            HikariDataSource pool = JdbcSpace.pool("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
            pool.setMaximumPoolSize(POOL);
            pool.setMinimumIdle(0); // as docs/custody-store.md advises
            return new JdbcStore(
                    pool, Time.system(), JdbcStoreSettings.defaults().withCloseDataSource(true));
        }

        @Override
        public void start() {
            try {
                server = EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setPort(port)
                        .setServerConfig("fsync", "off")
                        .start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void stop() {
            if (server != null) {
                try {
                    server.close();
                    server = null;
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }
        }

        @Override
        public void close() {
            stop();
        }
    }

    /** Redis. */
    final class Redis implements OwnServer {

        private final int port = freePort();
        private final RedisServer server;

        private Redis() {
            try {
                server = RedisServer.newRedisServer()
                        .port(port)
                        .bind("127.0.0.1")
                        .setting("dir " + directory("redis"))
                        .setting("appendonly yes")
                        .setting("save \"\"")
                        .soutListener(line -> {})
                        .build();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            start();
        }

        @Override
        public CustodyStore open() {
            return new RedisStore(RedisStoreSettings.of("redis://127.0.0.1:" + port), Time.system());
        }

        @Override
        public void start() {
            try {
                server.start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void stop() {
            try {
                server.stop();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void close() {
            stop();
        }
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path directory(String name) {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            return Files.createTempDirectory(target, "stopped-" + name);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
