package dev.dualclient.test.scenarios;

import dev.dualclient.custody.CustodyStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** The store of a process that ends at a certain change of it, which is not made any more, nor is anything after it. */
final class EndingStore {

    private EndingStore() {}

    /** What a process ends with. */
    static final class End extends Error {

        private static final long serialVersionUID = 1;

        private End() {
            super("the process ends here", null, false, false);
        }
    }

    /**
     * Returns the store of such a process.
     *
     * @param last the number of the change at which it ends, the first being 1
     */
    static CustodyStore at(int last, CustodyStore store) {
        AtomicInteger changes = new AtomicInteger();
        return (CustodyStore) Proxy.newProxyInstance(
                CustodyStore.class.getClassLoader(),
                new Class<?>[] {CustodyStore.class},
                (proxy, method, arguments) -> {
                    boolean change = method.getName().equals("change");
                    if ((change ? changes.incrementAndGet() : changes.get()) >= last) {
                        throw new End();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
