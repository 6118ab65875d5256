package dev.dualclient.spring.resource;

import com.nimbusds.jose.jwk.source.JWKSource;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.spring.DualClientAutoConfiguration;
import dev.dualclient.spring.DualClientProperties;
import dev.dualclient.spring.ResourceServerProperties;
import jakarta.servlet.Filter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/**
 * Gives Spring Security what a resource server needs to judge access tokens, where the application asks for it by
 * {@code dual-client.resource-server.tokens}: an {@link OpaqueTokenIntrospector} or a {@link JwtDecoder}, each unless the
 * application has one of its own. Spring Boot then makes the filter chain, unless the application has one.
 */
@AutoConfiguration(
        after = DualClientAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration"
        })
@ConditionalOnClass({OpaqueTokenIntrospector.class, NimbusJwtDecoder.class, JWKSource.class})
@ConditionalOnProperty(ResourceServerAutoConfiguration.TOKENS)
public final class ResourceServerAutoConfiguration {

    static final String TOKENS = "dual-client.resource-server.tokens";

    /** Where Spring Boot has Spring Security among the filters of an application, unless told otherwise. */
    private static final int SECURITY = -100;

    /** Creates the configuration. */
    public ResourceServerAutoConfiguration() {}

    /** Tokens that a backend is asked about. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = TOKENS, havingValue = "opaque")
    static class OpaqueTokens {

        @Bean
        @ConditionalOnMissingBean
        OpaqueTokenIntrospector dualClientTokenIntrospector(DualAuthleteApi api) {
            return new Introspector(api.dualClient());
        }
    }

    /** Tokens that tell everything themselves. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = TOKENS, havingValue = "jwt")
    static class Jwts {

        /** Validators of the application judge beside those that the properties ask for. */
        @Bean
        @ConditionalOnMissingBean
        JwtDecoder dualClientJwtDecoder(
                DualAuthleteApi api,
                DualClientProperties properties,
                ObjectProvider<OAuth2TokenValidator<Jwt>> validators) {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(MergedKeys.of(api.dualClient()))
                    .jwsAlgorithms(algorithms -> Collections.addAll(algorithms, SignatureAlgorithm.values()))
                    .build();
            List<OAuth2TokenValidator<Jwt>> all = new ArrayList<>(
                    asked(Objects.requireNonNull(properties.resourceServer()).jwt()));
            validators.orderedStream().forEach(all::add);
            decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(all));
            return decoder;
        }

        private static List<OAuth2TokenValidator<Jwt>> asked(ResourceServerProperties.Jwt settings) {
            List<OAuth2TokenValidator<Jwt>> validators = new ArrayList<>();
            validators.add(new JwtTypeValidator(settings.types()));
            if (settings.issuer() != null) {
                validators.add(new JwtIssuerValidator(settings.issuer()));
            }
            if (!settings.audiences().isEmpty()) {
                validators.add(new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD,
                        named -> named != null && !Collections.disjoint(named, settings.audiences())));
            }
            return validators;
        }
    }

    /** Tells callers that nobody can say now whether a token is valid. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass({FilterRegistrationBean.class, Filter.class})
    static class Failures {

        @Bean
        FilterRegistrationBean<UnavailableFilter> dualClientUnavailableFilter(Environment environment) {
            int security = environment.getProperty("spring.security.filter.order", Integer.class, SECURITY);
            FilterRegistrationBean<UnavailableFilter> filter = new FilterRegistrationBean<>(new UnavailableFilter());
            filter.setOrder(security - 1);
            return filter;
        }
    }
}
