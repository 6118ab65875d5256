package dev.dualclient.test.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import redis.embedded.RedisServer;

/** A real Redis. */
final class LocalRedis {

    private static final class Running {
        static final LocalRedis SERVER = new LocalRedis();
    }

    private final int port;

    private LocalRedis() {
        Path directory = Path.of("target", "redis-" + ProcessHandle.current().pid());
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
            Files.createDirectories(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        try {
            RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("dir " + directory.toAbsolutePath())
                    .setting("appendonly yes")
                    .setting("save \"\"")
                    .soutListener(line -> {})
                    .build()
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static LocalRedis running() {
        return Running.SERVER;
    }

    int port() {
        return port;
    }

    /** Returns where it is, if reached through some port. */
    String uri(int through) {
        return "redis://127.0.0.1:" + through;
    }
}
