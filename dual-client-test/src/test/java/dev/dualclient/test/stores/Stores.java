package dev.dualclient.test.stores;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import java.util.function.Supplier;

/**
 * Every kind of custody store, on a real server where it has one: started once, when it is first needed, and gone with
 * this process.
 */
public enum Stores {
    /** In this process. */
    MEMORY(MemorySpace::new),
    /** H2, over TCP. */
    H2(() -> JdbcSpace.on(H2Server.running())),
    /** PostgreSQL. */
    POSTGRESQL(() -> JdbcSpace.on(PostgresServer.running())),
    /** MariaDB; where there is no server for this machine, a test that asks for it is skipped. */
    MARIADB(() -> JdbcSpace.on(MariaDbServer.running())),
    /** Redis. */
    REDIS(() -> RedisSpace.on(LocalRedis.running()));

    private final Supplier<StoreSpace> spaces;

    Stores(Supplier<StoreSpace> spaces) {
        this.spaces = spaces;
    }

    /** Makes a place where nothing is stored yet. */
    public StoreSpace fresh() {
        return spaces.get();
    }

    /**
     * Opens what another process has.
     *
     * @param address what {@link StoreSpace#address} told there
     */
    public static CustodyStore open(String address, Time time) {
        return RedisSpace.isAddress(address) ? RedisSpace.open(address, time) : JdbcSpace.open(address, time);
    }
}
