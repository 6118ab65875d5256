package dev.dualclient.sample.secrets;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.observation.CallListener;
import dev.dualclient.sample.SampleServer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The sample with a durable store, all of whose lines to the outside are tapped, and all that it logs. */
final class ServerUnderWatch implements AutoCloseable {

    private static final String KEY = "dGhpcyBpcyBhIGtleSBmb3IgdGVzdHMgYW5kIG5vdGhpbmcgZWxzZQ==";

    private final Memory memory;
    private final LogRecorder log = new LogRecorder();
    private final Front front = new Front();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Map<String, RecordingRelay> relays = new HashMap<>();
    private final ConfigurableApplicationContext context;

    ServerUnderWatch(Memory memory) {
        this.memory = memory;
        SpringApplication application = new SpringApplication(SampleServer.class);
        application.addInitializers(started -> prepare((GenericApplicationContext) started));
        this.context = application.run("--server.port=0");
    }

    /** Comes after the demonstration has told where its backends are, and before anybody calls them. */
    private void prepare(GenericApplicationContext started) {
        log.begin();
        ConfigurableEnvironment environment = started.getEnvironment();
        Map<String, Object> settings = new HashMap<>(memory.properties());
        settings.put("dual-client.custody.keys", KEY);
        settings.put("management.tracing.sampling.probability", "1");
        settings.put("dual-client.outbox.backoff", "100ms");
        settings.put("sample.throttle.attempts", "1000"); // of the wrong passwords, each is looked at
        settings.put("dual-client.circuit-breaker.minimum-calls", "1000");
        for (String side : List.of("primary", "secondary")) {
            String name = "dual-client." + side + ".base-url";
            RecordingRelay relay = relay(URI.create(environment.getRequiredProperty(name)));
            relays.put(side, relay);
            settings.put(name, relay.url().toString());
        }
        environment.getPropertySources().addFirst(new MapPropertySource("watch", settings));
        started.registerBean(Front.class, () -> front);
        started.registerBean(SpanProcessor.class, () -> SimpleSpanProcessor.create(spans));
        started.registerBean("events", CallListener.class, () -> event -> events.add(event.toString()));
        if (memory instanceof H2Memory h2) {
            started.registerBean(DataSource.class, h2::dataSource);
        }
    }

    private static RecordingRelay relay(URI backend) {
        try {
            return new RecordingRelay(backend);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    URI url(String path) {
        return URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    DualAuthleteApi api() {
        return context.getBean(DualAuthleteApi.class);
    }

    LogRecorder log() {
        return log;
    }

    Front front() {
        return front;
    }

    Memory memory() {
        return memory;
    }

    /** Ends all connections to a backend and refuses further ones, or lets them in again. */
    void cut(String side, boolean now) {
        relays.get(side).cut(now);
    }

    /** Returns every request and answer, at the front and at both backends. */
    List<String> said() {
        return Stream.concat(
                        front.exchanges().stream().map(Front.Exchange::said),
                        relays.values().stream().flatMap(relay -> relay.said().stream()))
                .toList();
    }

    /** Returns what is told to operators but in logs and answers: health, states, spans, and what listeners hear. */
    List<String> told() {
        List<String> told = new ArrayList<>(events);
        context.getBeansOfType(HealthIndicator.class)
                .values()
                .forEach(indicator -> told.add(String.valueOf(indicator.health().getDetails())));
        told.add(String.valueOf(api().dualClient().states()));
        told.add(String.valueOf(api().dualClient().custodyState()));
        spans.getFinishedSpanItems().forEach(span -> told.add(span.toString()));
        return told;
    }

    @Override
    public void close() throws IOException {
        context.close();
        log.close();
        for (RecordingRelay relay : relays.values()) {
            relay.close();
        }
    }
}
