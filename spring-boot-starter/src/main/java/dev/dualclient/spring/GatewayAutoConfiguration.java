package dev.dualclient.spring;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.gateway.GatewayServlet;
import dev.dualclient.gateway.GatewayServletBuilder;
import dev.dualclient.spring.DualClientProperties.Caller;
import dev.dualclient.spring.DualClientProperties.Gateway;
import jakarta.servlet.Servlet;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Serves the Authlete Web API where {@code dual-client.gateway.enabled} is set, in applications with servlets. */
@AutoConfiguration(after = DualClientAutoConfiguration.class)
@ConditionalOnClass({Servlet.class, ServletRegistrationBean.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty("dual-client.gateway.enabled")
public final class GatewayAutoConfiguration {

    /** The name of the servlet. */
    static final String SERVLET = "dualClientGateway";

    private static final Pattern PATH = Pattern.compile("/|(/[\\w.~-]+)+");

    /** Creates the configuration. */
    public GatewayAutoConfiguration() {}

    @Bean(SERVLET)
    ServletRegistrationBean<GatewayServlet> dualClientGateway(
            DualClientProperties properties, ObjectProvider<DualAuthleteApi> api) {
        Gateway gateway = Objects.requireNonNull(properties.gateway()); // it is enabled, so it was written
        try {
            ServletRegistrationBean<GatewayServlet> registration =
                    new ServletRegistrationBean<>(servlet(gateway, properties, api), mapping(gateway));
            registration.setName(SERVLET);
            return registration;
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettingsException(wrong);
        }
    }

    private static GatewayServlet servlet(
            Gateway gateway, DualClientProperties properties, ObjectProvider<DualAuthleteApi> api) {
        DualAuthleteApi dual = api.getIfUnique();
        if (dual == null) {
            throw new IllegalArgumentException("dual-client.gateway.enabled is true, but the application has an"
                    + " AuthleteApi of its own, which the gateway cannot call: write false");
        }
        GatewayServletBuilder builder = GatewayServlet.builder(dual.dualClient())
                .warmUp(properties.warmUpOfEachFront())
                .maxBodySize(
                        (int) Math.min(Integer.MAX_VALUE, gateway.maxBodySize().toBytes()));
        PrimaryProperties primary = properties.primary();
        SecondaryProperties secondary = properties.secondary();
        if (primary != null && primary.serviceId() != null) {
            builder.serviceId(primary.serviceId().strip());
        }
        for (Caller caller : gateway.callers()) {
            PublishedCredentials.refuse(
                    caller.user(),
                    caller.secret(),
                    primary == null ? null : primary.baseUrl(),
                    secondary == null ? null : secondary.baseUrl());
            builder.caller(orEmpty(caller.user()), orEmpty(caller.secret()));
        }
        return builder.build();
    }

    private static String mapping(Gateway gateway) {
        if (!PATH.matcher(gateway.path()).matches()) {
            throw new IllegalArgumentException(
                    "dual-client.gateway.path is " + gateway.path() + ": write a path like /api");
        }
        return gateway.path().equals("/") ? "/*" : gateway.path() + "/*";
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
