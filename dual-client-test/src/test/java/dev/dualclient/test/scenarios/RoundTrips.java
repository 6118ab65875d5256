package dev.dualclient.test.scenarios;

import dev.dualclient.custody.CustodyStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Counts how often a store is asked something, whatever that is: each time it is a round trip at least. */
final class RoundTrips implements UnaryOperator<CustodyStore> {

    private static final Set<String> LOCAL = Set.of("isDurable", "size", "close");

    private final AtomicInteger made = new AtomicInteger();

    /** Returns how many round trips it takes to do something. */
    int of(Runnable something) {
        int before = made.get();
        something.run();
        return made.get() - before;
    }

    @Override
    public CustodyStore apply(CustodyStore store) {
        return (CustodyStore) Proxy.newProxyInstance(
                CustodyStore.class.getClassLoader(),
                new Class<?>[] {CustodyStore.class},
                (proxy, method, arguments) -> {
                    if (!LOCAL.contains(method.getName())) {
                        made.incrementAndGet();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
