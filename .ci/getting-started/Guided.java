import dev.dualclient.test.Emulators;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The server of somebody who follows the guide, with emulators and an in-memory database in place of what it names. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ActuatorSecurity.class)
class Guided {

    public static void main(String[] arguments) throws Exception {
        Emulators emulators = Emulators.start();
        EmulatedCredentials first = emulators.primary().credentials();
        EmulatedCredentials second = emulators.secondary().credentials();
        System.setProperty("AUTHLETE_ACCESS_TOKEN", first.accessToken());
        System.setProperty("AUTHLETE_API_SECRET", second.apiSecret());
        ConfigurableApplicationContext server = SpringApplication.run(
                Guided.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.datasource.url=jdbc:h2:mem:custody",
                "--dual-client.primary.base-url=" + emulators.primary().baseUrl(),
                "--dual-client.primary.service-id=" + first.serviceId(),
                "--dual-client.secondary.base-url=" + emulators.secondary().baseUrl(),
                "--dual-client.secondary.service-id=" + first.serviceId(),
                "--dual-client.secondary.api-key=" + second.apiKey());
        Path port = Path.of("port.new");
        Files.writeString(port, server.getEnvironment().getRequiredProperty("local.server.port"));
        Files.move(port, Path.of("port"));
    }
}
