package dev.dualclient.server;

import java.io.PrintStream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The gateway as a process of its own: {@code java -jar dual-client-gateway.jar}. Its first argument may be a
 * {@link Command}; without one it serves.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({Management.class, StartMessage.class})
public class GatewayServer {

    private static final String PASS_ON = "passthrough";

    /** Creates the configuration. */
    public GatewayServer() {}

    /**
     * Runs a command.
     *
     * @param arguments the name of a command and its options, or properties alone: {@code --server.port=8443}
     */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        boolean serves = arguments.length == 0 || arguments[0].startsWith("-") || arguments[0].equals("serve");
        if (!serves) {
            System.setOut(System.err); // a log line is no part of an answer that another program reads
        }
        int status = new CommandLine(Commands.all(), out, System.err).run(arguments);
        if (status != Command.DONE) {
            System.exit(status);
        }
    }

    /** Tomcat would refuse an encoded slash with a page; the gateway does so in the words of the API. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> encodedSlashes() {
        return tomcat -> tomcat.addConnectorCustomizers(connector -> {
            connector.setEncodedSolidusHandling(PASS_ON);
            connector.setEncodedReverseSolidusHandling(PASS_ON);
        });
    }
}
