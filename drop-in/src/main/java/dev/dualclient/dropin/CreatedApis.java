package dev.dualclient.dropin;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiFactory;
import com.authlete.common.conf.AuthleteConfiguration;
import dev.dualclient.authlete.DualAuthleteApi;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets {@code AuthleteApiFactory.create(…)} make a {@link CreatedApi}. The factory tries a list of class names, the first of
 * which becomes ours; the vendor's class there is still found for other services. Thread-safe.
 */
final class CreatedApis {

    private static final Logger LOG = LoggerFactory.getLogger(DropIn.class);

    /** The fields of the factory with the names of the classes that it tries, by API version. */
    private static final Map<String, String> FIELDS = Map.of("V2", "sKnownImplsV2", "V3", "sKnownImplsV3");

    private static final Map<String, List<String>> OTHERS = new ConcurrentHashMap<>();

    private static volatile @Nullable Target target;

    private CreatedApis() {}

    /** The API for a service. */
    private record Target(DualAuthleteApi api, @Nullable String service) {}

    /**
     * Lets the factory make this API for a service.
     *
     * @param service the API key of the service, which is its id
     */
    static void install(DualAuthleteApi api, @Nullable String service) {
        target = new Target(api, service);
        FIELDS.forEach((version, field) -> {
            try {
                Field list = AuthleteApiFactory.class.getDeclaredField(field);
                list.setAccessible(true);
                String[] names = (String[]) list.get(null);
                if (!names[0].equals(CreatedApi.class.getName())) {
                    OTHERS.put(version, new ArrayList<>(List.of(names)));
                    names[0] = CreatedApi.class.getName();
                }
            } catch (ReflectiveOperationException | RuntimeException differs) {
                LOG.warn(
                        "This version of authlete-java-common makes its APIs in another way, so that"
                                + " AuthleteApiFactory.create(...) gives an API with one backend: call"
                                + " AuthleteApiFactory.getDefaultApi() instead",
                        differs);
            }
        });
    }

    /** Returns the API for a configuration. */
    static AuthleteApi of(AuthleteConfiguration configuration) {
        Target current = target;
        String service = configuration.getServiceApiKey();
        if (current != null && service != null && service.equals(current.service())) {
            return current.api();
        }
        for (String name : others(configuration.getApiVersion())) {
            try {
                return AuthleteApiFactory.create(configuration, name);
            } catch (IllegalArgumentException absent) {
                LOG.debug("{} is not on the class path", name); // as in the factory, the next one may be
            }
        }
        throw new IllegalStateException("authlete-java-common has no API for version " + configuration.getApiVersion());
    }

    /** Returns the vendor's classes for a version. */
    static List<String> others(@Nullable String version) {
        return OTHERS.getOrDefault("V3".equals(version) ? "V3" : "V2", List.of());
    }
}
