package dev.dualclient.benchmarks.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.jdbc.JdbcStore;
import dev.dualclient.custody.jdbc.JdbcStoreSettings;
import dev.dualclient.custody.redis.RedisStore;
import dev.dualclient.custody.redis.RedisStoreSettings;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
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
        return postgres(pool("postgres"), Time.system());
    }

    /** Opens a store in PostgreSQL by a data source, which it closes. */
    static CustodyStore postgres(DataSource source, Time time) {
        return new JdbcStore(
                source, time, JdbcStoreSettings.defaults().withTimeout(PATIENCE).withCloseDataSource(true));
    }

    /** Opens a pool of connections to a database. */
    HikariDataSource pool(String database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.getJdbcUrl("postgres", database));
        return new HikariDataSource(config);
    }

    /** Returns how much memory Redis uses, in bytes. */
    long redisMemory() {
        RedisClient client = RedisClient.create("redis://127.0.0.1:" + redisPort);
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return connection
                    .sync()
                    .info("memory")
                    .lines()
                    .filter(line -> line.startsWith("used_memory:"))
                    .mapToLong(line -> Long.parseLong(
                            line.substring("used_memory:".length()).strip()))
                    .findFirst()
                    .orElseThrow();
        } finally {
            client.shutdown();
        }
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
