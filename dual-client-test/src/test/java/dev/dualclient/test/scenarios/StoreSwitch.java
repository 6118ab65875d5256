package dev.dualclient.test.scenarios;

import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.StoreUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;

/** A way to a store that can be cut. Then every call of the store fails at once, as after a time-out, and has no effect. */
final class StoreSwitch implements UnaryOperator<CustodyStore> {

    private volatile boolean cut;

    void cut() {
        cut = true;
    }

    void restore() {
        cut = false;
    }

    @Override
    public CustodyStore apply(CustodyStore store) {
        return (CustodyStore) Proxy.newProxyInstance(
                CustodyStore.class.getClassLoader(),
                new Class<?>[] {CustodyStore.class},
                (proxy, method, arguments) -> {
                    if (cut && !method.getName().equals("isDurable")) {
                        throw new StoreUnavailableException("the test has cut the way to the store");
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
