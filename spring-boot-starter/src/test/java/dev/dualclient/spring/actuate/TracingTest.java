package dev.dualclient.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What a real tracer, OpenTelemetry's, sees in an application with the starter, and what reaches a backend. */
@DualClientTest
class TracingTest {

    /** The application, with a tracer. */
    @Configuration(proxyBeanMethods = false)
    @Import(RunningApplication.Application.class)
    static class Traced {

        @Bean
        InMemorySpanExporter spans() {
            return InMemorySpanExporter.create();
        }

        @Bean
        SpanProcessor processor(InMemorySpanExporter spans) {
            return SimpleSpanProcessor.create(spans);
        }
    }

    @Test
    void everyAttemptIsASpanAndItsBackendIsToldWhichOne(Emulators emulators) throws IOException {
        List<String> told = new CopyOnWriteArrayList<>();
        HttpServer backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.createContext("/", exchange -> {
            told.add(exchange.getRequestHeaders().getFirst("traceparent"));
            byte[] body = "{\"resultCode\":\"A001218\",\"resultMessage\":\"No such client.\"}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        backend.start();
        try (RunningApplication application = new RunningApplication(
                Traced.class,
                emulators,
                "management.tracing.sampling.probability=1",
                "dual-client.primary.base-url=http://localhost:"
                        + backend.getAddress().getPort())) {
            Observation request = Observation.start("request", application.bean(ObservationRegistry.class));
            request.scoped(() -> application.bean(DualAuthleteApi.class).getClientList());
            request.stop();

            List<SpanData> spans = application.bean(InMemorySpanExporter.class).getFinishedSpanItems();
            assertThat(spans).extracting(SpanData::getName).contains("request");
            SpanData parent = spans.stream()
                    .filter(span -> span.getName().equals("request"))
                    .findFirst()
                    .orElseThrow();
            List<SpanData> attempts = spans.stream()
                    .filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
                    .toList();
            assertThat(attempts)
                    .extracting(SpanData::getName)
                    .containsExactlyInAnyOrder("client-get-list at primary", "client-get-list at secondary");
            assertThat(attempts)
                    .extracting(span -> span.getAttributes().get(AttributeKey.stringKey("outcome")))
                    .contains("accepted");
            SpanData primary = attempts.stream()
                    .filter(span -> span.getName().endsWith("primary"))
                    .findFirst()
                    .orElseThrow();
            assertThat(told)
                    .singleElement()
                    .asString()
                    .matches("00-" + primary.getTraceId() + "-" + primary.getSpanId() + "-0[13]");
        } finally {
            backend.stop(0);
        }
    }
}
