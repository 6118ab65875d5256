package dev.dualclient.sample.endurance;

import dev.dualclient.sample.secrets.RedisMemory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What keeps the custody of both servers: a real database, or a real Redis. */
interface Keeper extends AutoCloseable {

    /** Returns the arguments by which a server uses it. */
    List<String> arguments();

    @Override
    void close() throws IOException;

    /** The kinds. */
    enum Kind {
        POSTGRESQL,
        REDIS,
        /** Each server remembers what it can, until it is killed: to see what the others are good for. */
        NOTHING;

        Keeper start() throws IOException {
            return switch (this) {
                case POSTGRESQL -> postgres();
                case REDIS -> redis();
                case NOTHING -> nothing();
            };
        }
    }

    private static Keeper nothing() {
        return new Keeper() {
            @Override
            public List<String> arguments() {
                return List.of("--dual-client.custody.store=memory");
            }

            @Override
            public void close() {
                // there is nothing to end
            }
        };
    }

    private static Keeper redis() throws IOException {
        RedisMemory redis = new RedisMemory(Files.createDirectories(Path.of("target", "endurance-redis")));
        return new Keeper() {
            @Override
            public List<String> arguments() {
                return redis.properties().entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toList();
            }

            @Override
            public void close() throws IOException {
                redis.close();
            }
        };
    }

    private static Keeper postgres() throws IOException {
        EmbeddedPostgres postgres =
                EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        return new Keeper() {
            @Override
            public List<String> arguments() {
                return List.of(
                        "--dual-client.custody.store=jdbc",
                        "--" + ServerMain.DATABASE + "=" + postgres.getJdbcUrl("postgres", "postgres"));
            }

            @Override
            public void close() throws IOException {
                postgres.close();
            }
        };
    }
}
