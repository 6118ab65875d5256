package dev.dualclient.spring;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.StageListener;
import dev.dualclient.observation.CallListener;
import dev.dualclient.observation.SecretListener;
import dev.dualclient.shadow.ShadowListener;
import dev.dualclient.spring.DualClientProperties.OnStart;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Makes the {@link AuthleteApi} of the application from the properties under {@code dual-client}, unless the
 * application has one of its own. Every {@link CallListener}, {@link StageListener}, {@link SecretListener} and {@link ShadowListener} bean is told
 * what it is for, an {@link dev.dualclient.observation.AttemptObserver} bean surrounds every request to a backend, and {@link DualClientCustomizer}
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

    /** First of all, for nothing is to be made of settings that are not understood. */
    @Bean
    static PropertyCheck dualClientPropertyCheck(ConfigurableEnvironment environment) {
        return new PropertyCheck(environment);
    }

    @Bean
    ApiFactory dualClientApiFactory(DualClientProperties properties, ApplicationContext application) {
        return new ApiFactory(properties, application);
    }

    @Bean(API)
    @ConditionalOnMissingBean(AuthleteApi.class)
    DualAuthleteApi dualAuthleteApi(ApiFactory factory) {
        return factory.create();
    }

    /** A user who writes the properties expects them to have an effect. */
    @Bean
    @ConditionalOnProperty("dual-client.primary.base-url")
    @ConditionalOnMissingBean(name = API)
    SmartInitializingSingleton dualClientUnusedSettings(ListableBeanFactory beans) {
        return () -> {
            if (beans.getBeanNamesForType(DualAuthleteApi.class, true, false).length == 0) {
                LOG.warn(
                        "The properties under dual-client have no effect: the application's own AuthleteApi {} stays as it"
                                + " is. To let Dual Client take its place, write {}=true, or leave that bean out",
                        beans.getBeanNamesForType(AuthleteApi.class, true, false),
                        DefaultApiAutoConfiguration.PROPERTY);
            }
        };
    }

    @Bean
    PreflightOnStart dualClientPreflightOnStart(ObjectProvider<DualAuthleteApi> api, DualClientProperties properties) {
        DualClientProperties.Preflight preflight = properties.preflight();
        return new PreflightOnStart(api, preflight == null ? OnStart.OFF : preflight.onStart());
    }

    /** There is nothing to follow where the API is not ours, or where a test of the application has put a mock. */
    @Bean
    @Nullable
    StageRefresh dualClientStageRefresh(
            ObjectProvider<DualAuthleteApi> api, DualClientProperties properties, Environment environment) {
        DualAuthleteApi dual = api.getIfUnique();
        return dual == null
                ? null
                : new StageRefresh(
                        dual.dualClient().stages(),
                        environment,
                        StageProperties.of(properties).policy());
    }
}
