package dev.dualclient.authlete;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A proxy for an API that is created later: gets the API on the first call, and keeps it. Thread-safe. */
final class DeferredApi implements InvocationHandler {

    private final Supplier<? extends DualAuthleteApi> source;
    private volatile @Nullable DualAuthleteApi made;

    private DeferredApi(Supplier<? extends DualAuthleteApi> source) {
        this.source = source;
    }

    static DualAuthleteApi of(Supplier<? extends DualAuthleteApi> source) {
        Class<DualAuthleteApi> type = DualAuthleteApi.class;
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new DeferredApi(source)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        DualAuthleteApi known = made;
        switch (method.getName()) {
            case "equals":
                return arguments != null && proxy == arguments[0];
            case "hashCode":
                return System.identityHashCode(proxy);
            case "toString":
                return "deferred " + (known == null ? DualAuthleteApi.class.getSimpleName() : known);
            case "installAsDefault":
                DefaultApi.install((DualAuthleteApi) proxy);
                return null;
            case "close":
                if (known != null) { // what was never made needs no end
                    known.close();
                }
                return null;
            default:
                return passOn(method, arguments);
        }
    }

    private @Nullable Object passOn(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(api(), arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    private DualAuthleteApi api() {
        DualAuthleteApi api = made;
        if (api == null) { // the source gives the same one to all callers
            api = source.get();
            made = api;
        }
        return api;
    }
}
