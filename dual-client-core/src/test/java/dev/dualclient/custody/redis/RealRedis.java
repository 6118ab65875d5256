package dev.dualclient.custody.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** A Redis server of its own, in a process, with its data in a directory; it can be killed and started again. */
final class RealRedis implements AutoCloseable {

    private static final List<String> DURABLE = List.of("appendonly yes", "appendfsync always");

    private static final int ATTEMPTS = 5;

    private static final RedisClient OTHERS = RedisClient.create();

    private final int port;
    private final Path directory;
    private RedisServer server;

    private RealRedis(int port, Path directory, RedisServer server) {
        this.port = port;
        this.directory = directory;
        this.server = server;
    }

    /** Starts a server that keeps what it takes. */
    static RealRedis durable(Path directory, String... settings) {
        return with(
                directory, Stream.concat(DURABLE.stream(), Stream.of(settings)).toArray(String[]::new));
    }

    /** Starts a server with these lines in its configuration. */
    static RealRedis with(Path directory, String... settings) {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            RealRedis redis = new RealRedis(port, directory, server(port, directory, settings));
            try {
                redis.launch();
                return redis;
            } catch (UncheckedIOException taken) { // by another process, since the port was found to be free
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    private static RedisServer server(int port, Path directory, String... settings) {
        try {
            RedisServerBuilder builder = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("dir " + directory)
                    .setting("save \"\"")
                    .soutListener(line -> {});
            Stream.of(settings).forEach(builder::setting);
            return builder.build();
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    private void launch() {
        try {
            server.start();
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    int port() {
        return port;
    }

    RedisStoreSettings settings() {
        return RedisStoreSettings.of("redis://127.0.0.1:" + port);
    }

    /** Ends the process as a power cut does, and waits until it is gone. */
    void kill() {
        long process = ask(redis -> redis.info("server")
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .map(line ->
                        Long.parseLong(line.substring("process_id:".length()).strip()))
                .findFirst()
                .orElseThrow());
        ProcessHandle.of(process).orElseThrow().destroyForcibly();
        close();
    }

    /** Starts it again on its directory, at the same port. */
    void restart(String... settings) {
        server = server(port, directory, settings);
        launch();
    }

    void restart() {
        restart(DURABLE.toArray(String[]::new));
    }

    /** Asks the server as somebody else. */
    <T> T ask(Function<RedisCommands<String, String>, T> command) {
        RedisURI uri = RedisURI.create("127.0.0.1", port);
        try (StatefulRedisConnection<String, String> connection = OTHERS.connect(uri)) {
            return command.apply(connection.sync());
        }
    }

    /** Returns how many scripts it has run, for anybody. */
    long scriptsRun() {
        return ask(commands -> commands.info("commandstats"))
                .lines()
                .filter(line -> line.startsWith("cmdstat_eval"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=([0-9]+),.*", "$1")))
                .sum();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }
}
