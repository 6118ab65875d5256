package dev.dualclient.benchmarks.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.jdbc.JdbcStore;
import dev.dualclient.custody.jdbc.JdbcStoreSettings;
import dev.dualclient.custody.redis.RedisStore;
import dev.dualclient.custody.redis.RedisStoreSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import redis.embedded.RedisServer;

/** A real PostgreSQL and a real Redis, on free ports of the loopback until closed. */
final class Servers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EmbeddedPostgres postgres;
    private final RedisServer redis;
    private final int redisPort;

    Servers() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        Path directory = Files.createTempDirectory("dual-client-redis");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            redisPort = free.getLocalPort();
        }
        redis = RedisServer.newRedisServer()
                .port(redisPort)
                .bind("127.0.0.1")
                .setting("dir " + directory)
                .setting("appendonly yes")
                .setting("save \"\"")
                .soutListener(line -> {})
                .build();
        redis.start();
    }

    CustodyStore postgres() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
        return new JdbcStore(
                new HikariDataSource(config),
                Time.system(),
                JdbcStoreSettings.defaults().withTimeout(PATIENCE).withCloseDataSource(true));
    }

    CustodyStore redis() {
        return new RedisStore(
                RedisStoreSettings.of("redis://127.0.0.1:" + redisPort).withTimeout(PATIENCE), Time.system());
    }

    @Override
    public void close() throws IOException {
        redis.stop();
        postgres.close();
    }
}
