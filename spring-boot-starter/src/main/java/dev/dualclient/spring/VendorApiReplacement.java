package dev.dualclient.spring;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.authlete.DualAuthleteApi;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Puts the API in the place of the {@link AuthleteApi} bean that the vendor's factory has made. A mock, an API of the
 * application's own class, and one that our builder has made stay. Thread-safe.
 */
final class VendorApiReplacement implements BeanPostProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(VendorApiReplacement.class);

    /** What the factory makes, by name: two of the three are in jars that an application need not have. */
    private static final Pattern MADE_BY_FACTORY =
            Pattern.compile("com\\.authlete\\.(common|jaxrs|jakarta)\\.api\\.AuthleteApiImpl(V3)?");

    private final Supplier<DualAuthleteApi> api;
    private final AtomicReference<String> replaced = new AtomicReference<>();

    VendorApiReplacement(Supplier<DualAuthleteApi> api) {
        this.api = api;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (!MADE_BY_FACTORY.matcher(bean.getClass().getName()).matches()) {
            return bean;
        }
        String before = replaced.getAndSet(name);
        if (before == null) {
            LOG.info("Dual Client takes the place of the AuthleteApi bean {}, as install-as-default says", name);
        } else if (!before.equals(name)) {
            throw new InvalidSettingsException(
                    new IllegalArgumentException("dual-client.install-as-default is true, but"
                            + " the application makes two AuthleteApi beans, " + before + " and " + name
                            + ", which cannot both"
                            + " be the one service of dual-client.primary: write false, and make each of them by"
                            + " DualAuthleteApi.builder()"));
        }
        return api.get();
    }
}
