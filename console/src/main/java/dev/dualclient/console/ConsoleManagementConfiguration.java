package dev.dualclient.console;

import dev.dualclient.spring.DualClientProperties;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** Serves the console on the management port, which is the port of the application unless it has one of its own. */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(Console.class)
class ConsoleManagementConfiguration {

    @Bean
    ServletRegistrationBean<ConsoleServlet> dualClientConsoleServlet(
            Console console, Operations operations, DualClientProperties properties, JsonMapper json) {
        ServletRegistrationBean<ConsoleServlet> registration = new ServletRegistrationBean<>(
                new ConsoleServlet(console, operations, properties.console(), json),
                properties.console().path() + "/*");
        registration.setName("dualClientConsole");
        registration.setAsyncSupported(true);
        return registration;
    }
}
