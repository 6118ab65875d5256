package dev.dualclient.test.stores;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** The connection pool of an application, which counts the connections that are in use. Thread-safe. */
public final class CountedPool implements AutoCloseable {

    private final HikariDataSource pool;
    private final DataSource source;
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();

    /**
     * Opens a pool.
     *
     * @param space a place on a database server
     * @param size how many connections it has at most
     */
    public CountedPool(StoreSpace space, int size) {
        pool = JdbcSpace.pool(space.address());
        pool.setMaximumPoolSize(size);
        source = wrapped(DataSource.class, pool);
    }

    /** Returns what an application is given. */
    public DataSource source() {
        return source;
    }

    /** Returns how many connections are in use now. */
    public int held() {
        return held.get();
    }

    /** Returns how many connections have been taken so far. */
    public int taken() {
        return taken.get();
    }

    /** Returns how many connections were in use at once since it was last asked. */
    public int most() {
        return most.getAndSet(held.get());
    }

    private <T> T wrapped(Class<T> type, Object real) {
        return type.cast(Proxy.newProxyInstance(
                CountedPool.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer(real, method, arguments)));
    }

    private Object answer(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            if (real instanceof Connection && method.getName().equals("close")) {
                held.decrementAndGet();
            }
            Object answer = method.invoke(real, arguments);
            if (answer instanceof Connection connection) {
                taken.incrementAndGet();
                most.accumulateAndGet(held.incrementAndGet(), Math::max);
                return wrapped(Connection.class, connection);
            }
            return answer;
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
