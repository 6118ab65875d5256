package dev.dualclient.authlete;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiFactory;
import java.lang.reflect.Field;

/**
 * The value that {@link AuthleteApiFactory#getDefaultApi()} returns. The factory has no setter; what it offers is a
 * list of class names in the vendor's packages, the first of which a server's JAX-RS library may own. Setting its
 * cache neither depends on that nor needs a flag on any JDK: the field is not final, and the vendor's jar is either on
 * the class path or an automatic module, both of which are open.
 */
final class DefaultApi {

    private static final String CACHE = "sDefaultApi";

    private DefaultApi() {}

    static void install(AuthleteApi api) {
        synchronized (AuthleteApiFactory.class) { // the lock under which the factory fills its cache
            try {
                Field cache = AuthleteApiFactory.class.getDeclaredField(CACHE);
                cache.setAccessible(true);
                cache.set(null, api);
            } catch (ReflectiveOperationException | RuntimeException differs) {
                throw new IllegalStateException(
                        "This version of authlete-java-common keeps its default API elsewhere than in"
                                + " AuthleteApiFactory." + CACHE
                                + ": use a newer Dual Client, or hand the DualAuthleteApi to the code that calls"
                                + " AuthleteApiFactory.getDefaultApi()",
                        differs);
            }
        }
    }
}
