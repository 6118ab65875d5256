package dev.dualclient.test.stores;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.redis.RedisStore;
import dev.dualclient.custody.redis.RedisStoreSettings;
import dev.dualclient.test.server.Relay;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keys with a prefix of their own on a server that is reached through a relay. */
final class RedisSpace implements StoreSpace {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final LocalRedis server;
    private final String prefix = "custody" + COUNT.incrementAndGet() + ":";
    private final Relay relay;
    private final List<CustodyStore> stores = new CopyOnWriteArrayList<>();

    private RedisSpace(LocalRedis server) {
        this.server = server;
        relay = new Relay(server.port());
    }

    static RedisSpace on(LocalRedis server) {
        return new RedisSpace(server);
    }

    /** Whether an address is one of Redis. */
    static boolean isAddress(String address) {
        return address.startsWith("redis:");
    }

    static CustodyStore open(String address, Time time) {
        return open(address, time, PATIENCE);
    }

    private static CustodyStore open(String address, Time time, Duration timeout) {
        String[] parts = address.split(" ");
        return new RedisStore(
                RedisStoreSettings.of(parts[0]).withPrefix(parts[1]).withTimeout(timeout), time);
    }

    @Override
    public CustodyStore open(Time time, Duration timeout) {
        CustodyStore store = open(address(), time, timeout);
        stores.add(store);
        return store;
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public String address() {
        return server.uri(relay.port()) + " " + prefix;
    }

    @Override
    public void cut() {
        relay.cut();
    }

    @Override
    public void silence() {
        relay.silence();
    }

    @Override
    public void restore() {
        relay.restore();
    }

    @Override
    public void close() {
        stores.forEach(CustodyStore::close);
        relay.close();
        try (RedisClient client = RedisClient.create(server.uri(server.port()));
                StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().keys(prefix + "*").forEach(connection.sync()::del);
        }
    }
}
