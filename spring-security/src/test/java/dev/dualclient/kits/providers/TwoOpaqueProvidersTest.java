package dev.dualclient.kits.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.kits.Application;
import dev.dualclient.kits.Application.Answer;
import dev.dualclient.kits.LocalServer.Fault;
import dev.dualclient.kits.TestIssuer;
import dev.dualclient.scenario.Scenario;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two providers of opaque tokens, in either order. */
class TwoOpaqueProvidersTest {

    private final TestIssuer fresh = new TestIssuer();
    private final TestIssuer old = new TestIssuer();

    @AfterEach
    void stop() {
        fresh.close();
        old.close();
    }


    private Application start(String order, String timeout) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("dual-client.kits.providers.order", order);
        properties.put("dual-client.kits.providers.timeout", timeout);
        properties.put("dual-client.kits.providers.retry-after", "7s");
        Map.of("new-idp", fresh, "old-idp", old).forEach((name, issuer) -> {
            String here = "dual-client.kits.providers.by-name." + name + ".opaque.";
            properties.put(here + "introspection-uri", issuer.url() + "/introspect");
            properties.put(here + "client-id", TestIssuer.CLIENT);
            properties.put(here + "client-secret", TestIssuer.SECRET);
        });
        return Application.start(properties, Service.class);
    }

    private static Answer call(Application application, String token) {
        return application.get("/api", "Authorization: Bearer " + token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"new-idp,old-idp", "old-idp,new-idp"})
    @Scenario({"V4", "V7", "V8"})
    void theOrderDecidesNothingInAnOutage(String order) {
        try (Application application = start(order, "1m")) {
            String token = fresh.opaque("alice");
            assertThat(call(application, "of-nobody").status()).isEqualTo(401);
            assertThat(fresh.asked()).hasSize(1);
            assertThat(old.asked()).hasSize(1);

            old.suffers(Fault.ERROR);
            Answer unknown = call(application, "of-nobody");
            assertThat(unknown.status()).isEqualTo(503);
            assertThat(unknown.header("Retry-After")).isEqualTo("7");
            assertThat(call(application, token).status()).isEqualTo(200);
            assertThat(application.context().getBean(Service.Endpoint.class).seen)
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"HANG, HANG", "DRIP, HANG", "ERROR, GARBAGE"})
    @Scenario("V6")
    void whenNobodyAnswersTheCallerIsToldSoWithinTheBudget(Fault one, Fault other) {
        try (Application application = start("new-idp,old-idp", "200ms")) {
            fresh.suffers(one);
            old.suffers(other);
            for (int i = 0; i < 8; i++) {
                long start = System.nanoTime();
                Answer answer = call(application, "some-token");

                assertThat(answer.status()).isEqualTo(503);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            }
            // The circuit is open by now: nobody waits for what does not answer.
            assertThat(fresh.asked()).hasSizeLessThan(8);
            assertThat(application.context().getBean(Service.Endpoint.class).seen)
                    .isEmpty();
        }
    }
}
