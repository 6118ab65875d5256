package dev.dualclient.spring;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.settings.PropertyName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;

/** Hands the properties that are bound over to the builder, which judges them by the same table as without Spring. */
final class PropertyMapping {

    /** What the starter itself reads. */
    private static final Set<String> OWN = Set.of("gateway", "console", "resource-server", "install-as-default");

    /** What {@code dual-client.fallback.on} is called by YAML, to which a bare {@code on} is the boolean. */
    private static final String ON_IN_YAML = "dual-client.fallback.true";

    private final ObjectProvider<SslBundles> bundles;
    private final ObjectProvider<CustodyStore> stores;
    private final Environment environment;

    PropertyMapping(ObjectProvider<SslBundles> bundles, ObjectProvider<CustodyStore> stores, Environment environment) {
        this.bundles = bundles;
        this.stores = stores;
        this.environment = environment;
    }

    DualAuthleteApiBuilder builder(DualClientProperties properties) {
        Map<PropertyName, String> bound = new BoundProperties(properties).values();
        bound.keySet().removeIf(PropertyMapping::isOwn);
        Binder.get(environment)
                .bind(ON_IN_YAML, Bindable.listOf(String.class))
                .ifBound(on -> bound.put(PropertyName.of("dual-client.fallback.on"), String.join(",", on)));
        CustodyStore store = stores.getIfAvailable();
        DualAuthleteApiBuilder builder = DualAuthleteApi.builder().properties(bound, store);
        PrimaryProperties primary = properties.primary();
        if (primary != null) {
            builder.primary(settings -> settings.sslContext(tls("primary", primary.sslBundle())));
        }
        SecondaryProperties secondary = properties.secondary();
        if (secondary != null) {
            builder.secondary(settings -> settings.sslContext(tls("secondary", secondary.sslBundle())));
        }
        return builder;
    }

    private static boolean isOwn(PropertyName name) {
        List<String> elements = name.elements();
        String last = elements.get(elements.size() - 1);
        return OWN.contains(elements.get(0)) || last.equals("ssl-bundle") || last.equals("on-start");
    }

    private @Nullable SSLContext tls(String side, @Nullable String bundle) {
        if (bundle == null || bundle.isBlank()) {
            return null;
        }
        SslBundles known = bundles.getIfAvailable();
        String name = bundle.strip();
        if (known == null || !known.getBundleNames().contains(name)) {
            throw new IllegalArgumentException("dual-client." + side + ".ssl-bundle is " + name
                    + ", but there is no such bundle: write the name of one under spring.ssl.bundle");
        }
        return known.getBundle(name).createSslContext();
    }
}
