package dev.dualclient.test.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.IntrospectionResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.jdbc.JdbcStore;
import dev.dualclient.gateway.GatewayServlet;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StageChange;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** An API, its store, its stages and a gateway, as their documentation shows them. */
@DualClientTest
class BuilderExamplesTest {

    private final String serviceId = "21653835348762";
    private final String accessToken = "an-access-token-of-the-api";
    private final String apiSecret = "a-secret-of-the-api";

    @Test
    void theReadmeBuildsAnApiInFiveLines() {
        // example: readme
        DualAuthleteApi api = DualAuthleteApi.builder()
                .primary(to -> to.baseUrl("https://us.authlete.com")
                        .serviceId(serviceId)
                        .accessToken(accessToken))
                .secondary(from -> from.baseUrl("https://api.authlete.com")
                        .apiKey(serviceId)
                        .apiSecret(apiSecret))
                .stage(Stage.SECONDARY_FIRST)
                .build();
        // end
        try (api) {
            assertThat(api.dualClient().stage()).isEqualTo(Stage.SECONDARY_FIRST);
        }
    }

    @Test
    void anApiIsUsedLikeTheOneOfTheVendor(Emulators emulators) {
        DualAuthleteApiBuilder builder = emulators.api();
        String token = "a-token-that-nobody-issued";
        // example: api
        try (DualAuthleteApi api = builder.callTimeout(Duration.ofSeconds(30)).build()) {
            IntrospectionResponse response = api.introspection(new IntrospectionRequest().setToken(token));
            // end
            assertThat(response.isExistent()).isFalse();
        }
    }

    @Test
    void aDurableStoreIsSharedByAllNodes() {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:examples;DB_CLOSE_DELAY=-1");
        byte[] key = new byte[32];
        ThreadLocalRandom.current().nextBytes(key);
        StageChange change;
        // example: store
        try (CustodyStore store = new JdbcStore(dataSource, Time.system());
                DualAuthleteApi api = DualAuthleteApi.builder()
                        .primary(to -> to.baseUrl("https://us.authlete.com")
                                .serviceId(serviceId)
                                .accessToken(accessToken))
                        .secondary(from -> from.baseUrl("https://api.authlete.com")
                                .apiKey(serviceId)
                                .apiSecret(apiSecret))
                        .custodyStore(store, key) // 32 bytes or more, the same on all nodes
                        .build()) {
            // end
            // example: stages
            change = api.dualClient()
                    .stages()
                    .change(
                            policy -> policy.withClient("4326385670", Stage.SECONDARY_FIRST),
                            "its support asked for it");
            // end
        }
        assertThat(change.reason()).isEqualTo("its support asked for it");
    }

    @Test
    void aGatewayTakesTheEngineOfAnApi(DualAuthleteApi api) {
        List<String> mappings = new ArrayList<>();
        ServletContext context = contextThatNotes(mappings);
        String secret = "a-secret-of-the-gateway-alone";
        // example: gateway
        GatewayServlet gateway = GatewayServlet.builder(api.dualClient())
                .serviceId("21653835348762")
                .caller("auth-server", secret)
                .build();
        context.addServlet("gateway", gateway).addMapping("/api/*");
        // end
        assertThat(mappings).containsExactly("/api/*");
    }

    private static ServletContext contextThatNotes(List<String> mappings) {
        ServletRegistration.Dynamic registration = proxy(ServletRegistration.Dynamic.class, arguments -> {
            mappings.addAll(List.of((String[]) arguments[0]));
            return Set.of();
        });
        return proxy(ServletContext.class, arguments -> registration);
    }

    private static <T> T proxy(Class<T> type, Function<Object[], Object> method) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> method.apply(arguments)));
    }
}
