package dev.dualclient.kits.providers;

import dev.dualclient.kits.ConditionalOnKit;
import dev.dualclient.kits.HeaderNames;
import dev.dualclient.kits.KitMeters;
import dev.dualclient.kits.KitMetersAutoConfiguration;
import dev.dualclient.kits.Needs;
import dev.dualclient.kits.RewrittenRequest;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Accepts access tokens of several identity providers, where {@code dual-client.kits.providers} names them: a filter chain
 * in which every request needs a token, unless the application has a chain of its own; and the identity header.
 */
@AutoConfiguration(
        after = KitMetersAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration"
        })
@ConditionalOnKit("providers")
public final class ProvidersAutoConfiguration {

    /** Creates the configuration. */
    public ProvidersAutoConfiguration() {
        Needs.classes(
                ProvidersProperties.PREFIX,
                "add spring-boot-starter-webmvc, spring-boot-starter-security and"
                        + " spring-boot-starter-security-oauth2-resource-server",
                "jakarta.servlet.Filter",
                "org.springframework.boot.web.servlet.FilterRegistrationBean",
                "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
                "org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector",
                "org.springframework.security.oauth2.jwt.NimbusJwtDecoder");
    }

    /** What an application on servlets needs. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass({SecurityFilterChain.class, OpaqueTokenIntrospector.class, NimbusJwtDecoder.class})
    @EnableConfigurationProperties(ProvidersProperties.class)
    static class Providers {

        @Bean
        @ConditionalOnMissingBean
        ProviderUsage dualClientProviderUsage(ObjectProvider<Clock> clock) {
            return new MemoryProviderUsage(clock.getIfUnique(Clock::systemUTC));
        }

        @Bean
        Identity dualClientIdentity(
                ProvidersProperties properties,
                ObjectProvider<IdentityMapper> mapper,
                ObjectProvider<JwtEncoder> encoder,
                ObjectProvider<Clock> clock) {
            return new ProviderSettings(properties)
                    .identity(mapper.getIfAvailable(), encoder.getIfAvailable(), clock.getIfUnique(Clock::systemUTC));
        }

        @Bean
        ProvidersSecurity dualClientProvidersSecurity(
                ProvidersProperties properties,
                Identity identity,
                ProviderUsage usage,
                ObjectProvider<KitMeters> meters,
                ObjectProvider<Clock> clock) {
            ProvidersAuthenticationManager manager = new ProvidersAuthenticationManager(
                    new ProviderSettings(properties).providers(),
                    identity,
                    usage,
                    meters.getIfAvailable(() -> KitMeters.NONE),
                    clock.getIfUnique(Clock::systemUTC));
            return new ProvidersSecurity(manager, identity, properties);
        }

        @Bean
        ProvidersReadiness dualClientProvidersReadiness(
                ProvidersProperties properties, ProviderUsage usage, ObjectProvider<Clock> clock) {
            return new ProvidersReadiness(properties.order(), usage, clock.getIfUnique(Clock::systemUTC));
        }

        /** Removes what callers send under the names of the identity headers, before everything else. */
        @Bean
        FilterRegistrationBean<Filter> dualClientReservedHeadersFilter(Identity identity) {
            HeaderNames reserved = identity.reserved();
            FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) ->
                    chain.doFilter(new RewrittenRequest((HttpServletRequest) request, reserved, Map.of()), response));
            filter.setName("dualClientReservedHeaders");
            filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
            // A forward or an include comes from within, and keeps the header that was set.
            filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
            return filter;
        }

        @Bean
        @ConditionalOnMissingBean(SecurityFilterChain.class)
        SecurityFilterChain dualClientProvidersFilterChain(HttpSecurity http, ProvidersSecurity providers) {
            providers.customize(http);
            return http.csrf(AbstractHttpConfigurer::disable)
                    .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                            .permitAll() // else an error on a path that needs no token would look like a missing one
                            .requestMatchers(providers.permitted())
                            .permitAll()
                            .anyRequest()
                            .authenticated())
                    .build();
        }
    }

    /** Where the application shows its health: who still uses which provider. Always UP, for it asks nobody. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(HealthIndicator.class)
    static class Readiness {

        @Bean
        HealthIndicator dualClientProvidersHealthIndicator(ProvidersReadiness readiness) {
            return () -> Health.up().withDetails(readiness.report()).build();
        }
    }
}
