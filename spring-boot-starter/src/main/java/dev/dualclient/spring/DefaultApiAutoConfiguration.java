package dev.dualclient.spring;

import dev.dualclient.authlete.DualAuthleteApi;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;

/**
 * Puts the API in the place of those that the vendor's {@code AuthleteApiFactory} makes, where
 * {@code dual-client.install-as-default} is set: it is the default of the factory before the first bean of the
 * application is made, and takes the place of an {@code AuthleteApi} bean that the factory has made.
 */
@AutoConfiguration(before = DualClientAutoConfiguration.class)
@ConditionalOnBooleanProperty(DefaultApiAutoConfiguration.PROPERTY)
public final class DefaultApiAutoConfiguration {

    static final String PROPERTY = "dual-client.install-as-default";

    /** Creates the configuration. */
    public DefaultApiAutoConfiguration() {}

    /**
     * Stays beside the bean that it takes the place of, but is not asked for by type. An API of ours that the application
     * has made itself is the default as it is.
     */
    @Bean(DualClientAutoConfiguration.API)
    @Fallback
    @ConditionalOnMissingBean(DualAuthleteApi.class)
    DualAuthleteApi dualAuthleteApi(ApiFactory factory) {
        DualAuthleteApi api = factory.create();
        api.installAsDefault();
        return api;
    }

    @Bean
    static BeanFactoryPostProcessor dualClientDefaultInstaller() {
        return beans -> DualAuthleteApi.deferred(() -> api(beans)).installAsDefault();
    }

    @Bean
    static VendorApiReplacement dualClientVendorApiReplacement(BeanFactory beans) {
        return new VendorApiReplacement(() -> api(beans));
    }

    /** By name: by type it could be the application's own bean, which is what has been installed here. */
    private static DualAuthleteApi api(BeanFactory beans) {
        return beans.containsBean(DualClientAutoConfiguration.API)
                ? beans.getBean(DualClientAutoConfiguration.API, DualAuthleteApi.class)
                : beans.getBean(DualAuthleteApi.class);
    }
}
