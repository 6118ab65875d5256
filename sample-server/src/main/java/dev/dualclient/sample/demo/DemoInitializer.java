package dev.dualclient.sample.demo;

import dev.dualclient.sample.ServerAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts the emulators and configures them as the backends, unless backends are configured. It happens this early
 * because addresses have to be known before the application asks for them; the issuer follows the server's port, context path and TLS, or
 * {@code sample.demo.issuer} behind a proxy.
 */
final class DemoInitializer implements ApplicationContextInitializer<GenericApplicationContext> {

    private static final String BEAN = "demoBackends";

    @Override
    public void initialize(GenericApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (environment.containsProperty("dual-client.primary.base-url")
                || environment.containsProperty("dual-client.secondary.base-url")) {
            DemoSettings.refuseIn(environment);
            return;
        }
        int port = environment.getProperty("server.port", Integer.class, 8080);
        if (port == 0) {
            port = freePort();
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource("demo port", Map.of("server.port", String.valueOf(port))));
        }
        URI issuer = environment.getProperty("sample.demo.issuer", URI.class, ServerAddress.of(environment, port));
        DemoBackends backends = DemoBackends.start(issuer, environment.containsProperty("server.ssl.client-auth"));
        DemoSettings.addTo(environment);
        environment.getPropertySources().addLast(new MapPropertySource("demo backends", backends.properties()));
        // Registered first, so that they end last, also where the start of the application fails.
        DefaultListableBeanFactory beans = context.getDefaultListableBeanFactory();
        DemoCustody.addTo(environment, beans, new DemoTime());
        beans.registerSingleton(BEAN, backends);
        beans.registerDisposableBean(BEAN, backends::close);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
