package dev.dualclient.sample.secrets;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redis.embedded.RedisServer;

/** A real Redis. */
public final class RedisMemory implements Memory {

    private final String uri;
    private final RedisServer server;

    /** Starts one that keeps its files in a directory. */
    public RedisMemory(Path directory) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        uri = "redis://127.0.0.1:" + port;
        server = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("dir " + directory.toAbsolutePath())
                .setting("appendonly yes")
                .setting("save \"\"")
                .soutListener(line -> {})
                .build();
        server.start();
    }

    @Override
    public Map<String, Object> properties() {
        return Map.of("dual-client.custody.store", "redis", "dual-client.custody.redis.uri", uri);
    }

    @Override
    public List<String> contents() {
        List<String> contents = new ArrayList<>();
        try (RedisClient client = RedisClient.create(uri);
                StatefulRedisConnection<String, String> connection = client.connect()) {
            RedisCommands<String, String> redis = connection.sync();
            for (String key : redis.keys("*")) {
                contents.add(key + "\n" + value(redis, key));
            }
        }
        return contents;
    }

    private static Object value(RedisCommands<String, String> redis, String key) {
        String type = redis.type(key);
        return switch (type) {
            case "string" -> redis.get(key);
            case "hash" -> redis.hgetall(key);
            case "set" -> redis.smembers(key);
            case "zset" -> redis.zrange(key, 0, -1);
            case "list" -> redis.lrange(key, 0, -1);
            default -> throw new IllegalStateException("nobody looks into a " + type);
        };
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }
}
