package dev.dualclient.sample;

import dev.dualclient.spring.CustodyStoreAutoConfiguration;
import dev.dualclient.spring.DualClientAutoConfiguration;
import dev.dualclient.spring.GatewayAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** A servlet container with the starter's gateway in it, which {@code application-gateway.yaml} enables. */
@Configuration(proxyBeanMethods = false)
@Profile("gateway")
@ImportAutoConfiguration({
    SslAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    CustodyStoreAutoConfiguration.class,
    DualClientAutoConfiguration.class,
    GatewayAutoConfiguration.class
})
class Gateway {

    private static final String PASS_ON = "passthrough";

    /** Tomcat would refuse an encoded slash with a page; the gateway does so in the words of the API. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> encodedSlashes() {
        return tomcat -> tomcat.addConnectorCustomizers(connector -> {
            connector.setEncodedSolidusHandling(PASS_ON);
            connector.setEncodedReverseSolidusHandling(PASS_ON);
        });
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> startMessage() {
        return ready -> {
            if (ready.getApplicationContext() instanceof WebServerApplicationContext context
                    && context.getWebServer() != null) {
                System.out.println("The Authlete Web API, answered by two backends: write "
                        + ServerAddress.of(
                                context.getEnvironment(), context.getWebServer().getPort())
                        + " as your server's base URL, and one of"
                        + " dual-client.gateway.callers as its credentials. Stop with Ctrl+C.");
            }
        };
    }
}
