package dev.dualclient.console;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.spring.DualClientProperties;
import dev.dualclient.spring.actuate.DualClientEndpointAutoConfiguration;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.ParameterValueMapper;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpointDiscoverer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import tools.jackson.databind.json.JsonMapper;

/** Adds the console where {@code dual-client.console.enabled=true}: its numbers, its state, and who may see it. */
@AutoConfiguration(after = DualClientEndpointAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "dual-client.console.enabled", havingValue = "true")
@ConditionalOnBean(DualAuthleteApi.class)
public final class ConsoleAutoConfiguration {

    /** Creates the configuration. */
    public ConsoleAutoConfiguration() {}

    /** Finds the operations of the endpoint, whether or not it is exposed to others. */
    @Bean
    Operations dualClientConsoleOperations(
            ApplicationContext application,
            ParameterValueMapper parameters,
            EndpointMediaTypes mediaTypes,
            ObjectProvider<OperationInvokerAdvisor> advisors) {
        return new ActuatorOperations(new WebEndpointDiscoverer(
                        application,
                        parameters,
                        mediaTypes,
                        List.of(),
                        List.of(),
                        advisors.orderedStream().toList(),
                        List.of(),
                        List.of())
                .getEndpoints());
    }

    @Bean
    Console dualClientConsole(
            Traffic traffic,
            DualAuthleteApi api,
            Operations operations,
            DualClientProperties properties,
            JsonMapper json,
            ObjectProvider<MeterRegistry> meters) {
        String node = ManagementFactory.getRuntimeMXBean().getName();
        Console console =
                new Console(traffic, () -> api.dualClient().states(), operations, properties.console(), json, node);
        meters.ifAvailable(registry -> Gauge.builder("dualclient.console.subscribers", console, Console::pages)
                .description("Pages of the console that are open")
                .register(registry));
        return console;
    }

    /** Ends the open pages first: a server that stops gracefully waits for every request, and a page is one without end. */
    @Bean
    ApplicationListener<ContextClosedEvent> dualClientConsoleEnd(ApplicationContext application, Console console) {
        return closed -> {
            if (closed.getApplicationContext() == application) {
                console.close();
            }
        };
    }

    /** The numbers, which have to be there before the API is built: it tells its listeners of every call. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "dual-client.console.enabled", havingValue = "true")
    static class Counting {

        @Bean
        Traffic dualClientConsoleTraffic() {
            return new Traffic();
        }
    }

    /**
     * Who may see the console: the role {@code DUAL_CLIENT_OPERATOR}, by HTTP Basic. A bean of the same name replaces the
     * chain.
     */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SecurityFilterChain.class)
    static class Secured {

        static final String ROLE = "DUAL_CLIENT_OPERATOR";

        @Bean
        @ConditionalOnMissingBean(name = "dualClientConsoleSecurity")
        @Order(Ordered.HIGHEST_PRECEDENCE + 50)
        SecurityFilterChain dualClientConsoleSecurity(HttpSecurity http, DualClientProperties properties)
                throws Exception {
            return http.securityMatcher(
                            properties.console().path(), properties.console().path() + "/**")
                    .securityContext(context -> context.securityContextRepository(
                            new RequestAttributeSecurityContextRepository())) // a user of the application is no
                    // operator
                    .authorizeHttpRequests(requests -> requests.anyRequest().hasRole(ROLE))
                    .httpBasic(Customizer.withDefaults())
                    .csrf(csrf -> csrf.csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler()))
                    .build();
        }
    }

    /** Nobody asks who somebody is: then only this machine may ask. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("org.springframework.security.web.SecurityFilterChain")
    static class Unsecured {

        @Bean
        LoopbackOnly dualClientConsoleLoopbackOnly(ConfigurableEnvironment environment) {
            return new LoopbackOnly(environment);
        }
    }
}
