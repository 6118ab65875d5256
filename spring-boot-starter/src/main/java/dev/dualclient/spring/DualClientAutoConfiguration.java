package dev.dualclient.spring;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.observation.AttemptObserver;
import dev.dualclient.observation.CallListener;
import dev.dualclient.observation.ShadowListener;
import dev.dualclient.observation.StageListener;
import dev.dualclient.routing.StagePolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Fallback;
import org.springframework.core.env.Environment;

/**
 * Makes the {@link AuthleteApi} of the application from the properties under {@code dual-client}, unless the
 * application has one of its own. Every {@link CallListener}, {@link StageListener} and {@link ShadowListener} bean is told
 * what it is for, an {@link AttemptObserver} bean surrounds every request to a backend, and {@link DualClientCustomizer}
 * beans have the last word. The API is closed with the application.
 */
@AutoConfiguration(after = {SslAutoConfiguration.class, CustodyStoreAutoConfiguration.class})
@EnableConfigurationProperties(DualClientProperties.class)
public final class DualClientAutoConfiguration {

    /** The name of the API. */
    static final String API = "dualAuthleteApi";

    private static final Logger LOG = LoggerFactory.getLogger(DualClientAutoConfiguration.class);

    /** Creates the configuration. */
    public DualClientAutoConfiguration() {}

    @Bean
    ApiListeners dualClientListeners(
            ObjectProvider<CallListener> calls,
            ObjectProvider<StageListener> stages,
            ObjectProvider<ShadowListener> shadows,
            ObjectProvider<AttemptObserver> observers) {
        return new ApiListeners(calls, stages, shadows, observers);
    }

    /** Beside a bean that it takes the place of, it is not asked for by type. */
    @Bean(API)
    @Fallback
    @Conditional(OnApiWanted.class)
    DualAuthleteApi dualAuthleteApi(
            DualClientProperties properties,
            ApiListeners listeners,
            ObjectProvider<DualClientCustomizer> customizers,
            ObjectProvider<SslBundles> bundles,
            ObjectProvider<CustodyStore> stores,
            Environment environment) {
        try {
            DualAuthleteApiBuilder builder = new PropertyMapping(bundles, stores, environment).builder(properties);
            listeners.addTo(builder);
            customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
            DualAuthleteApi api = builder.build();
            if (properties.installAsDefault()) {
                api.installAsDefault();
            }
            return api;
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            throw new InvalidSettingsException(wrong);
        }
    }

    /** Whoever writes the properties expects them to have an effect. */
    @Bean
    @ConditionalOnProperty("dual-client.primary.base-url")
    @ConditionalOnMissingBean(DualAuthleteApi.class)
    SmartInitializingSingleton dualClientUnusedSettings(ListableBeanFactory beans) {
        return () -> LOG.warn(
                "The properties under dual-client have no effect: the application's own AuthleteApi {} stays as it is. To"
                        + " let Dual Client take its place, write {}=true, or leave that bean out",
                beans.getBeanNamesForType(AuthleteApi.class, true, false),
                DefaultApiAutoConfiguration.PROPERTY);
    }

    @Bean
    @ConditionalOnBean(DualAuthleteApi.class)
    @Nullable
    StageRefresh dualClientStageRefresh(
            ObjectProvider<DualAuthleteApi> api, DualClientProperties properties, Environment environment) {
        DualAuthleteApi dual = api.getIfUnique(); // a test of the application may have put a mock in its place
        StagePolicy started = StageProperties.of(properties).policy();
        return dual == null ? null : new StageRefresh(dual.dualClient().stages(), environment, started);
    }
}
