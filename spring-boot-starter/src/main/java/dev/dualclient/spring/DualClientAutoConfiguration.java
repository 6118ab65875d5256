package dev.dualclient.spring;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.observation.AttemptObserver;
import dev.dualclient.observation.CallListener;
import dev.dualclient.observation.ShadowListener;
import dev.dualclient.observation.StageListener;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Makes the {@link AuthleteApi} of the application from the properties under {@code dual-client}, unless the
 * application has one of its own. Every {@link CallListener}, {@link StageListener} and {@link ShadowListener} bean is told
 * what it is for, and an {@link AttemptObserver} bean surrounds every request to a backend. The API is closed with the application.
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
            ObjectProvider<StageListener> stageListeners,
            ObjectProvider<ShadowListener> shadowListeners,
            ObjectProvider<AttemptObserver> observers,
            ObjectProvider<SslBundles> bundles,
            ObjectProvider<CustodyStore> stores,
            Environment environment) {
        try {
            DualAuthleteApiBuilder builder = new PropertyMapping(bundles, stores, environment).builder(properties);
            listeners.orderedStream().forEach(builder::listener);
            stageListeners.orderedStream().forEach(builder::stageListener);
            shadowListeners.orderedStream().forEach(builder::shadowListener);
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

    @Bean
    @ConditionalOnBean(DualAuthleteApi.class)
    @Nullable
    StageRefresh dualClientStageRefresh(AuthleteApi api, Environment environment) {
        return api instanceof DualAuthleteApi dual // a test of the application may have put a mock in its place
                ? new StageRefresh(dual.dualClient().stages(), environment)
                : null;
    }
}
