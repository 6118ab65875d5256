package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.CustodyStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.Servlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.util.ClassUtils;

/** Each part of the starter is there with what it is for, and the API needs none of it. */
class ConditionsTest {

    private static final String[] PROPERTIES = {
        "dual-client.primary.base-url=http://localhost:1",
        "dual-client.primary.service-id=42",
        "dual-client.primary.access-token=an-access-token",
        "dual-client.gateway.enabled=true",
        "dual-client.gateway.callers[0].user=auth-server",
        "dual-client.gateway.callers[0].secret=a-secret",
        "management.endpoints.web.exposure.include=*",
    };

    private final ApplicationContextRunner withoutWeb = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(everything()))
            .withPropertyValues(PROPERTIES);
    private final WebApplicationContextRunner onServlets = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(everything()))
            .withPropertyValues(PROPERTIES);

    private static Class<?>[] everything() {
        return ImportCandidates.load(AutoConfiguration.class, ConditionsTest.class.getClassLoader())
                .getCandidates()
                .stream()
                .filter(name -> name.startsWith("dev.dualclient."))
                .map(name -> ClassUtils.resolveClassName(name, ConditionsTest.class.getClassLoader()))
                .toArray(Class<?>[]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jakarta.servlet",
                "org.springframework.web",
                "org.springframework.boot.web",
                "org.springframework.security",
                "org.springframework.boot.actuate",
                "org.springframework.boot.health",
                "org.springframework.boot.ssl",
                "org.springframework.data",
                "io.micrometer.core",
                "io.lettuce",
                "javax.sql",
            })
    void theApiNeedsNothingOfThis(String missing) {
        FilteredClassLoader without = new FilteredClassLoader(missing);

        withoutWeb
                .withClassLoader(without)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(DualAuthleteApi.class));
        if (!missing.contains("web") && !missing.contains("servlet")) {
            onServlets
                    .withClassLoader(without)
                    .run(context -> assertThat(context)
                            .hasNotFailed()
                            .hasSingleBean(DualAuthleteApi.class)
                            .hasBean("dualClientGateway"));
        }
    }

    @Test
    void theApiNeedsNothingOfAllThis() {
        withoutWeb
                .withClassLoader(new FilteredClassLoader(
                        "jakarta.servlet",
                        "org.springframework.web",
                        "org.springframework.boot.web",
                        "org.springframework.security",
                        "org.springframework.boot.actuate",
                        "org.springframework.boot.health",
                        "org.springframework.data",
                        "io.micrometer.core",
                        "io.lettuce"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(DualAuthleteApi.class));
    }

    @Test
    void theGatewayIsForApplicationsOnServlets() {
        onServlets.run(context -> assertThat(context).hasBean("dualClientGateway"));
        withoutWeb.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("dualClientGateway"));
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(everything()))
                .withPropertyValues(PROPERTIES)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(DualAuthleteApi.class)
                        .doesNotHaveBean("dualClientGateway"));
        onServlets
                .withPropertyValues("dual-client.gateway.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("dualClientGateway"));
        withoutWeb
                .withClassLoader(new FilteredClassLoader(Servlet.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("dualClientGateway"));
        withoutWeb
                .withClassLoader(new FilteredClassLoader(ServletRegistrationBean.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("dualClientGateway"));
    }

    @Test
    void theGatewaysFilterChainIsForApplicationsThatHaveSome() {
        onServlets.run(context -> assertThat(context)
                .hasNotFailed()
                .hasBean("dualClientGateway")
                .doesNotHaveBean(SecurityFilterChain.class));
        onServlets
                .withClassLoader(new FilteredClassLoader(SecurityFilterChain.class))
                .run(context -> assertThat(context).hasNotFailed().hasBean("dualClientGateway"));
    }

    @Test
    void healthIsThereWithSpringBootsAndUnlessTheApplicationHasItsOwn() {
        withoutWeb.run(context -> assertThat(context).hasBean("dualclientHealthIndicator"));
        withoutWeb
                .withClassLoader(new FilteredClassLoader(HealthIndicator.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("dualclientHealthIndicator"));
        HealthIndicator own = () -> Health.up().build();
        withoutWeb
                .withBean("dualclientHealthIndicator", HealthIndicator.class, () -> own)
                .run(context ->
                        assertThat(context).getBean(HealthIndicator.class).isSameAs(own));
    }

    @Test
    void metersAreThereWithARegistry() {
        withoutWeb.run(context -> assertThat(context).doesNotHaveBean("dualClientCallMeters"));
        withoutWeb
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context ->
                        assertThat(context).hasBean("dualClientCallMeters").hasBean("dualClientStateMeters"));
    }

    @Test
    void secretsAreMaskedWhereTheActuatorIs() {
        withoutWeb.run(context -> assertThat(context).hasSingleBean(SanitizingFunction.class));
        withoutWeb
                .withClassLoader(new FilteredClassLoader(SanitizingFunction.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("dualClientSecretSettings"));
    }

    @Test
    void custodyIsInMemoryUnlessAStoreIsNamedOrThere() {
        withoutWeb.run(context -> assertThat(context).doesNotHaveBean(CustodyStore.class));
        CustodyStore own = mock(CustodyStore.class);
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(CustodyStoreAutoConfiguration.class))
                .withPropertyValues("dual-client.custody.store=jdbc")
                .withBean(CustodyStore.class, () -> own)
                .run(context -> assertThat(context).getBean(CustodyStore.class).isSameAs(own));
    }

    @Test
    void nothingIsInstalledUnlessAsked() {
        withoutWeb.run(context -> assertThat(context).doesNotHaveBean(VendorApiReplacement.class));
        withoutWeb
                .withPropertyValues("dual-client.install-as-default=true")
                .run(context -> assertThat(context).hasSingleBean(VendorApiReplacement.class));
    }
}
