package dev.dualclient.kits.upgrade;

import dev.dualclient.kits.ConditionalOnKit;
import dev.dualclient.kits.KitMeters;
import dev.dualclient.kits.KitMetersAutoConfiguration;
import dev.dualclient.kits.KitSettingsException;
import dev.dualclient.kits.Needs;
import jakarta.servlet.Filter;
import java.time.Clock;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Upgrades legacy tokens on the way to services, where {@code dual-client.kits.token-upgrade} is set. */
@AutoConfiguration(
        after = KitMetersAutoConfiguration.class,
        afterName = "org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration")
@ConditionalOnKit("token-upgrade")
public final class TokenUpgradeAutoConfiguration {

    private static final String HERE = TokenUpgradeProperties.PREFIX;

    /** Creates the configuration. */
    public TokenUpgradeAutoConfiguration() {
        Needs.classes(
                HERE,
                "add spring-boot-starter-webmvc",
                "jakarta.servlet.Filter",
                "org.springframework.boot.web.servlet.FilterRegistrationBean");
    }

    /** What an application on servlets needs. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass({Filter.class, FilterRegistrationBean.class})
    @EnableConfigurationProperties(TokenUpgradeProperties.class)
    static class Upgrade {

        /** Where Spring Boot has Spring Security among the filters, unless told otherwise. */
        private static final int SECURITY = -100;

        @Bean
        UpgradeSwitch dualClientUpgradeSwitch(TokenUpgradeProperties properties) {
            return new UpgradeSwitch(properties.mode(), properties.confirm());
        }

        @Bean
        @ConditionalOnMissingBean
        LegacyTokenMapper dualClientLegacyTokenMapper(TokenUpgradeProperties properties) {
            if (properties.mapTokenEndpoint() == null) {
                throw new KitSettingsException(
                        HERE + ".map-token-endpoint is missing, and there is no bean of type LegacyTokenMapper",
                        "write " + HERE + ".map-token-endpoint: https://mapper.example.com, or add such a bean");
            }
            return new HttpTokenMapper(properties.mapTokenEndpoint(), properties.timeout());
        }

        @Bean
        @ConditionalOnMissingBean
        TokenMinter dualClientTokenMinter(
                TokenUpgradeProperties properties,
                BeanFactory beans,
                Environment environment,
                ObjectProvider<Clock> clock) {
            return new MinterSettings(properties, beans, environment).minter(clock.getIfUnique(Clock::systemUTC));
        }

        @Bean
        Upgrader dualClientUpgrader(
                LegacyTokenMapper mapper,
                TokenMinter minter,
                TokenUpgradeProperties properties,
                ObjectProvider<KitMeters> meters,
                ObjectProvider<Clock> clock) {
            Needs.budget(HERE + ".timeout", properties.timeout());
            Needs.budget(HERE + ".max-life", properties.maxLife());
            return new Upgrader(
                    mapper,
                    minter,
                    properties,
                    meters.getIfAvailable(() -> KitMeters.NONE),
                    clock.getIfUnique(Clock::systemUTC));
        }

        @Bean
        FilterRegistrationBean<TokenUpgradeFilter> dualClientTokenUpgradeFilter(
                TokenUpgradeProperties properties,
                UpgradeSwitch modes,
                Upgrader upgrader,
                ObjectProvider<KitMeters> meters,
                Environment environment) {
            if (properties.paths().isEmpty() || properties.to().isEmpty()) {
                throw new KitSettingsException(
                        HERE + ".paths or " + HERE + ".to is empty",
                        "write " + HERE + ".paths: [\"/api/**\"] and " + HERE + ".to: [TemporaryAuthorization]");
            }
            FilterRegistrationBean<TokenUpgradeFilter> filter = new FilterRegistrationBean<>(
                    new TokenUpgradeFilter(modes, properties, upgrader, meters.getIfAvailable(() -> KitMeters.NONE)));
            filter.setOrder(environment.getProperty("spring.security.filter.order", Integer.class, SECURITY) + 1);
            return filter;
        }
    }

    /** Where the application has the actuator. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    static class Actuator {

        @Bean
        @ConditionalOnAvailableEndpoint
        TokenUpgradeEndpoint dualClientTokenUpgradeEndpoint(UpgradeSwitch modes) {
            return new TokenUpgradeEndpoint(modes);
        }
    }
}
