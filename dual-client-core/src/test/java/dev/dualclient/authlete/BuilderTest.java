package dev.dualclient.authlete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.IntrospectionRequest;
import dev.dualclient.authlete.RecordingServer.Recorded;
import dev.dualclient.migration.Stage;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.FallbackRule.NewGrantsDuringOutage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The builder: what is asked, and what is said where settings are missing or contradict each other. */
class BuilderTest {

    private static DualAuthleteApiBuilder whole() {
        return DualAuthleteApi.builder()
                .primary(primary -> primary.baseUrl("https://us.authlete.com")
                        .serviceId("21653835348762")
                        .accessToken("access-token"))
                .secondary(secondary -> secondary
                        .baseUrl("https://api.authlete.com")
                        .serviceId("21653835348762")
                        .apiKey("21653835348762")
                        .apiSecret("api-secret"));
    }

    private static void isRefused(DualAuthleteApiBuilder builder, String message) {
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
    }

    @Test
    void whatThePrimaryCannotAnswerTheSecondaryAnswersAndListenersAreTold() throws IOException {
        List<CallEvent> events = new CopyOnWriteArrayList<>();
        try (RecordingServer secondary = new RecordingServer();
                DualAuthleteApi api = whole().primary(primary -> primary.baseUrl("http://127.0.0.1:1"))
                        .secondary(settings -> settings.baseUrl(secondary.url()))
                        .listener(events::add)
                        .build()) {
            secondary.answers(200, "{\"resultCode\":\"A056001\",\"action\":\"OK\",\"existent\":true,\"usable\":true}");

            assertThat(api.introspection(new IntrospectionRequest().setToken("token"))
                            .isUsable())
                    .isTrue();
            assertThat(secondary.recorded()).extracting(Recorded::path).containsExactly("/api/auth/introspection");
        }
        assertThat(events).hasSize(1);
    }

    @Test
    void whereBothBackendsAreDownTheCallerGets503() {
        try (DualAuthleteApi api = whole().primary(primary -> primary.baseUrl("http://127.0.0.1:1"))
                .secondary(secondary -> secondary.baseUrl("http://127.0.0.1:2"))
                .build()) {
            AuthleteApiException failure = catchThrowableOfType(
                    AuthleteApiException.class, () -> api.introspection(new IntrospectionRequest().setToken("token")));

            assertThat(failure)
                    .hasMessage("auth-introspection is temporarily unavailable: primary UNAVAILABLE (not connected),"
                            + " secondary UNAVAILABLE (not connected)");
            assertThat(failure.getStatusCode()).isEqualTo(503);
        }
    }

    @Test
    void aClosedApiTakesNoCalls() {
        DualAuthleteApi api = whole().build();
        api.close();

        assertThat(catchThrowableOfType(AuthleteApiException.class, () -> api.getClientList()))
                .hasMessage("client-get-list is temporarily unavailable: primary UNAVAILABLE (closed)");
    }

    @Test
    void everySettingHasItsSetter() {
        try (DualAuthleteApi api = whole().stage(Stage.PRIMARY_ONLY)
                .callTimeout(Duration.ofSeconds(4))
                .killTimeout(Duration.ofSeconds(2))
                .jwksMaxStale(Duration.ofHours(1))
                .newGrantsDuringOutage(NewGrantsDuringOutage.REFUSE)
                .circuitBreaker(guard -> guard.withFailureRate(30).withMinimumCalls(10))
                .custody(custody -> custody.withHintTtl(Duration.ofSeconds(5)).withMaxEntries(1000))
                .secretMigrated("4326385670")
                .build()) {
            assertThat(api.dualClient().stage()).isEqualTo(Stage.PRIMARY_ONLY);
            assertThat(api.dualClient().states().keySet()).containsExactlyInAnyOrder(Side.PRIMARY, Side.SECONDARY);
        }
    }

    @Test
    void e1_whatIsMissingIsNamedWithItsRemedy() {
        isRefused(
                DualAuthleteApi.builder(),
                "dual-client.primary.base-url is missing: write the address of the backend, like"
                        + " https://us.authlete.com");
        isRefused(
                DualAuthleteApi.builder()
                        .primary(primary ->
                                primary.baseUrl("https://us.authlete.com").accessToken("token")),
                "dual-client.primary.service-id is missing: write the id of the service");
        isRefused(
                DualAuthleteApi.builder()
                        .primary(primary ->
                                primary.baseUrl("https://us.authlete.com").serviceId("1")),
                "dual-client.primary.access-token is missing: write an access token of the service for Authlete's"
                        + " API");
        isRefused(
                DualAuthleteApi.builder()
                        .primary(primary -> primary.baseUrl("https://us.authlete.com")
                                .serviceId("1")
                                .accessToken("token"))
                        .secondary(secondary ->
                                secondary.baseUrl("https://api.authlete.com").apiKey("1")),
                "dual-client.secondary.api-secret is missing: write the API secret that belongs to"
                        + " dual-client.secondary.api-key");
    }

    @Test
    void e1_whatContradictsItselfIsToldWithItsRemedy() {
        isRefused(
                whole().secondary(secondary -> secondary.baseUrl("https://us.authlete.com/")),
                "dual-client.primary.base-url and dual-client.secondary.base-url are both https://us.authlete.com:"
                        + " write the address of Authlete 3.0 into the first and that of Authlete 2.3 into the second,"
                        + " or leave the secondary out");
        isRefused(
                whole().secondary(secondary -> secondary.serviceId("4711")),
                "dual-client.primary.service-id is 21653835348762, but dual-client.secondary.service-id is 4711: write"
                        + " the id of one service, which an import into Authlete 3.0 keeps");
    }

    @Test
    void e1_aWrongArgumentFailsInItsSetter() {
        DualAuthleteApiBuilder builder = DualAuthleteApi.builder();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.primary(primary -> primary.baseUrl("https://us.authlete.com/api")))
                .withMessage("dual-client.primary.base-url ends in /api, which is added to it: write"
                        + " https://us.authlete.com instead");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.callTimeout(Duration.ZERO))
                .withMessage("call-timeout is PT0S; use a duration longer than zero");
    }
}
