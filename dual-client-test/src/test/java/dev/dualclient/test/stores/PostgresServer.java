package dev.dualclient.test.stores;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A real PostgreSQL. */
final class PostgresServer implements JdbcServer, AutoCloseable {

    private static final class Running {
        static final PostgresServer SERVER = new PostgresServer();
    }

    private final EmbeddedPostgres server;

    /** Starts a server of one's own. */
    PostgresServer() {
        try {
            server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "200")
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static JdbcServer running() {
        return Running.SERVER;
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public void create(String name) {
        SqlCommands.run(url("public", port()), "create schema " + name);
    }

    @Override
    public void drop(String name) {
        SqlCommands.run(url("public", port()), "drop schema " + name + " cascade");
    }

    @Override
    public String url(String name, int through) {
        return "jdbc:postgresql://127.0.0.1:" + through + "/postgres?user=postgres&currentSchema=" + name;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
