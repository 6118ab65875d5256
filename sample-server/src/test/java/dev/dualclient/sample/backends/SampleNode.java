package dev.dualclient.sample.backends;

import dev.dualclient.sample.SampleServer;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;

/** One of several running servers that share their backends and the database in which custody is kept. */
public final class SampleNode implements AutoCloseable {

    private static final String KEY = "dGhpcyBpcyBhIGtleSBmb3IgdGVzdHMgYW5kIG5vdGhpbmcgZWxzZQ==";
    private static final String OPERATOR = Caller.basic("operator", "operator-secret-of-tests");

    private final ConfigurableApplicationContext context;
    private final Caller caller;

    /** Starts a server. */
    public SampleNode(Emulators emulators, DataSource database, String... settings) {
        List<String> arguments = arguments(emulators);
        arguments.add("--dual-client.custody.store=jdbc");
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        SpringApplication application = new SpringApplication(SampleServer.class);
        application.addInitializers(
                started -> ((GenericApplicationContext) started).registerBean(DataSource.class, () -> database));
        context = application.run(arguments.toArray(String[]::new));
        caller = new Caller(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    /** Returns with what a server is started on any free port; what keeps its custody is yet to be said. */
    public static List<String> arguments(Emulators emulators) {
        EmulatedCredentials primary = emulators.primary().credentials();
        EmulatedCredentials secondary = emulators.secondary().credentials();
        return new ArrayList<>(List.of(
                "--server.port=0",
                "--dual-client.primary.base-url=" + emulators.primary().baseUrl(),
                "--dual-client.primary.service-id=" + primary.serviceId(),
                "--dual-client.primary.access-token=" + primary.accessToken(),
                "--dual-client.secondary.base-url=" + emulators.secondary().baseUrl(),
                "--dual-client.secondary.api-key=" + secondary.apiKey(),
                "--dual-client.secondary.api-secret=" + secondary.apiSecret(),
                "--dual-client.custody.keys=" + KEY));
    }

    /** Calls the server as its clients do. */
    public Caller caller() {
        return caller;
    }

    /** Returns what an operator is told at a path below the actuator. */
    public JsonNode told(String path) throws IOException, InterruptedException {
        return Caller.json(caller.get("/actuator" + path));
    }

    /** Lets an operator change something, and returns the status of the answer. */
    public int operate(String path, String json) throws IOException, InterruptedException {
        return caller.post("/actuator" + path, json, "Content-Type", "application/json", "Authorization", OPERATOR)
                .statusCode();
    }

    @Override
    public void close() {
        context.close();
    }
}
