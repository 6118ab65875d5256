package dev.dualclient.test.stores;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.jdbc.JdbcStore;
import dev.dualclient.custody.jdbc.JdbcStoreSettings;
import dev.dualclient.test.server.Relay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of its own on a server that is reached through a relay. */
final class JdbcSpace implements StoreSpace {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final JdbcServer server;
    private final String name =
            "custody" + COUNT.incrementAndGet() + "p" + ProcessHandle.current().pid();
    private final Relay relay;
    private final List<CustodyStore> stores = new CopyOnWriteArrayList<>();

    private JdbcSpace(JdbcServer server) {
        this.server = server;
        server.create(name);
        relay = new Relay(server.port());
    }

    static JdbcSpace on(JdbcServer server) {
        return new JdbcSpace(server);
    }

    static CustodyStore open(String address, Time time) {
        return new JdbcStore(pool(address), time, settings(PATIENCE));
    }

    static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private static JdbcStoreSettings settings(Duration timeout) {
        return JdbcStoreSettings.defaults().withTimeout(timeout).withCloseDataSource(true);
    }

    @Override
    public CustodyStore open(Time time, Duration timeout) {
        CustodyStore store = new JdbcStore(pool(address()), time, settings(timeout));
        stores.add(store);
        return store;
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public String address() {
        return server.url(name, relay.port());
    }

    /** Runs commands past the store and past the relay. */
    int run(String... commands) {
        return SqlCommands.run(directly(), commands);
    }

    /** Returns the JDBC URL past the relay. */
    String directly() {
        return server.url(name, server.port());
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
        server.drop(name);
    }
}
