package dev.dualclient.spring;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.observation.AttemptObserver;
import dev.dualclient.observation.CallListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

/**
 * Makes the {@link AuthleteApi} of the application from the properties under {@code dual-client}, unless the
 * application has one of its own. Every {@link CallListener} bean is told of every call, and an {@link AttemptObserver}
 * bean surrounds every request to a backend. The API is closed with the
 * application.
 */
@AutoConfiguration(after = {SslAutoConfiguration.class, CustodyStoreAutoConfiguration.class})
@EnableConfigurationProperties(DualClientProperties.class)
public final class DualClientAutoConfiguration {

    /** Creates the configuration. */
    public DualClientAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(AuthleteApi.class)
    DualAuthleteApi dualAuthleteApi(
            DualClientProperties properties,
            ObjectProvider<CallListener> listeners,
            ObjectProvider<AttemptObserver> observers,
            ObjectProvider<SslBundles> bundles,
            ObjectProvider<CustodyStore> stores) {
        try {
            DualAuthleteApiBuilder builder = new PropertyMapping(bundles, stores).builder(properties);
            listeners.orderedStream().forEach(builder::listener);
            observers.ifUnique(builder::attemptObserver);
            DualAuthleteApi api = builder.build();
            if (properties.installAsDefault()) {
                api.installAsDefault();
            }
            return api;
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettingsException(wrong);
        }
    }
}
