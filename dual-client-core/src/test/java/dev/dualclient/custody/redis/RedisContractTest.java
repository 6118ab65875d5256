package dev.dualclient.custody.redis;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.test.contract.CustodyStoreContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The promises of a custody store, kept by that in Redis. */
class RedisContractTest extends CustodyStoreContract {

    private static RealRedis redis;

    private final String prefix = UUID.randomUUID() + ":";
    private final List<CustodyStore> opened = new ArrayList<>();

    @BeforeAll
    static void startServer(@TempDir Path directory) {
        redis = RealRedis.durable(directory);
    }

    @AfterAll
    static void stopServer() {
        redis.close();
    }

    @Override
    protected CustodyStore open(Time time) {
        CustodyStore store =
                new RedisStore(redis.settings().withPrefix(prefix).withTimeout(Duration.ofSeconds(20)), time);
        opened.add(store);
        return store;
    }

    @AfterEach
    void close() {
        opened.forEach(CustodyStore::close);
    }
}
