package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.call.ApiCall;
import dev.dualclient.observation.ObservedAttempts;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.test.server.Answer;
import dev.dualclient.test.server.Request;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.SenderContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a tracer sees of a call, and what it sends along. */
class TracingTest {

    private final ObservationRegistry observations = ObservationRegistry.create();
    private final List<Observation.Context> ended = new CopyOnWriteArrayList<>();
    private Recorder backend;
    private DualAuthleteApi api;

    @BeforeEach
    void setUp() {
        backend = new Recorder(Answer.json(404, "{\"resultCode\":\"A001218\",\"resultMessage\":\"No such client.\"}"));
        observations.observationConfig().observationHandler(new Numbering());
        api = DualAuthleteApi.builder()
                .primary(primary -> primary.baseUrl(backend.baseUrl().replace("127.0.0.1", "localhost"))
                        .serviceId("123")
                        .accessToken("a-token"))
                .secondary(secondary -> secondary
                        .baseUrl(backend.baseUrl())
                        .serviceId("123")
                        .apiKey("123")
                        .apiSecret("a-secret"))
                .attemptObserver(new ObservedAttempts(observations))
                .build();
    }

    @AfterEach
    void tearDown() {
        api.close();
        backend.close();
    }

    /** Gives each request a number, and sends it along as a tracer sends its {@code traceparent}. */
    private final class Numbering implements ObservationHandler<Observation.Context> {

        private int number;

        @Override
        public void onStart(Observation.Context context) {
            if (context instanceof SenderContext<?> sender) {
                number++;
                set(sender, "00-trace-" + number + "-01");
            }
        }

        private static <C> void set(SenderContext<C> sender, String value) {
            sender.getSetter().set(sender.getCarrier(), "traceparent", value);
        }

        @Override
        public void onStop(Observation.Context context) {
            ended.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }

    @Test
    void everyAttemptIsOneSpanBelowTheCallersAndTellsTheBackendItsOwn() {
        Observation caller = Observation.start("request", observations);
        caller.scoped(() -> api.dualClient().execute(Calls.client("shop")));
        caller.stop();

        assertThat(backend.requests())
                .extracting(request -> request.header("traceparent"))
                .containsExactly("00-trace-1-01", "00-trace-2-01");
        assertThat(ended).hasSize(3);
        assertThat(ended.subList(0, 2))
                .extracting(Observation.ContextView::getContextualName)
                .containsExactly("client-get at primary", "client-get at secondary");
        assertThat(ended.subList(0, 2)).allSatisfy(attempt -> {
            assertThat(attempt.getParentObservation().getContextView().getName())
                    .isEqualTo("request");
            assertThat(attempt.getLowCardinalityKeyValue("operation").getValue())
                    .isEqualTo("client-get");
            assertThat(attempt.getLowCardinalityKeyValue("outcome").getValue()).isEqualTo("unrecognized");
            assertThat(attempt.getHighCardinalityKeyValues()).isEmpty();
        });
    }

    @Test
    void halvesThatOtherThreadsDoAreBelowTheCallersSpanToo() {
        Observation caller = Observation.start("request", observations);
        caller.scoped(() -> api.dualClient().execute(Calls.clients()));
        caller.stop();

        assertThat(ended.subList(0, 2))
                .allSatisfy(attempt -> assertThat(
                                attempt.getParentObservation().getContextView().getName())
                        .isEqualTo("request"));
    }

    @Test
    void theTracersHeaderGoesInPlaceOfTheCallersOwn() {
        api.dualClient()
                .execute(Calls.client("shop", Map.of("TraceParent", "00-of-the-caller-00", "X-Request-Id", "4711")));

        assertThat(backend.requests()).extracting(Request::headers).allSatisfy(headers -> {
            assertThat(headers).containsEntry("X-Request-Id", "4711");
            assertThat(headers.get("traceparent")).startsWith("00-trace-");
        });
    }

    /** Calls of the engine. */
    private static final class Calls {

        static ApiCall client(String id) {
            return client(id, Map.of());
        }

        static ApiCall client(String id, Map<String, String> headers) {
            ApiCall.Builder call = ApiCall.of(operation("client-get")).path("clientId", id);
            headers.forEach(call::header);
            return call.build();
        }

        static ApiCall clients() {
            return ApiCall.of(operation("client-get-list")).build();
        }

        private static Operation operation(String id) {
            return Catalogue.operation(id);
        }
    }
}
