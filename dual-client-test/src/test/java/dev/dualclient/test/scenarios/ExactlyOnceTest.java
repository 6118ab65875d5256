package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.ClientRegistrationRequest;
import com.authlete.common.dto.DeviceCompleteRequest;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClientBuilder;
import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.scenarios.Deed.Prepared;
import dev.dualclient.test.server.Fault;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong on the way, nothing is done twice: not by one backend, and not by both. */
@ThroughBothFronts
class ExactlyOnceTest extends Scene {

    private AuthleteEmulator primary;
    private AuthleteEmulator secondary;

    /** The process that did what came before. The one that does the deed knows nothing of it but marks on tickets. */
    private DualAuthleteApi before;

    @Override
    TestClientBuilder describe(TestClientBuilder registered) {
        return registered.with(Decoupled::alsoPolls);
    }

    @BeforeEach
    void register() {
        primary = emulators.primary();
        secondary = emulators.secondary();
        before = nodes.start();
    }

    @ParameterizedTest
    @EnumSource
    @Scenario("C1")
    void whatThePrimaryDidWithoutAnAnswerIsNotDoneAgain(Deed deed) {
        Prepared prepared = deed.prepare(emulators, client, before);
        int done = primary.counters().processed(deed.operation());
        primary.faults().on(deed.operation()).afterProcessing().drop();
        try (DualAuthleteApi api = front.build(Patience.with(emulators))) {
            emulators.mark();

            isUnavailable(prepared, api, deed.operation(), "primary INDETERMINATE (connection lost)");

            assertThat(emulators.calls()).hasToString(deed.calls() + "/0");
            assertThat(primary.counters().processed(deed.operation())).isEqualTo(done + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Scenario("C2")
    void whatWasSentOnADyingConnectionIsNotSentAgain(Deed deed) {
        Prepared prepared = deed.prepare(emulators, client, before);
        Fault dying =
                primary.faults().on(deed.operation()).onReusedConnections().drop();
        try (DualAuthleteApi api = front.build(Patience.with(emulators))) {
            api.getServiceConfiguration(); // leaves a connection in the pool
            int done = primary.counters().processed(deed.operation());
            emulators.mark();

            isUnavailable(prepared, api, deed.operation(), "primary INDETERMINATE (connection lost)");

            assertThat(dying.hits()).isOne(); // so the connection was one that is used again
            assertThat(emulators.calls()).hasToString(deed.calls() + "/0");
            assertThat(primary.counters().processed(deed.operation())).isEqualTo(done);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Scenario("C3")
    void whatThePrimaryDidTooLateIsNotDoneAgain(Deed deed) {
        Prepared prepared = deed.prepare(emulators, client, before);
        int done = primary.counters().processed(deed.operation());
        primary.faults().on(deed.operation()).afterProcessing().hang();
        try (DualAuthleteApi api = hasty()) {
            emulators.mark();

            isUnavailable(prepared, api, deed.operation(), "primary INDETERMINATE (no answer in time)");

            assertThat(emulators.calls()).hasToString(deed.calls() + "/0");
            assertThat(primary.counters().processed(deed.operation())).isEqualTo(done + 1);
        }
    }

    @Test
    @Scenario("C3")
    void whatThePrimaryMayStillDoIsNotDoneElsewhere() {
        primary.faults().on("auth-token").hang();
        try (DualAuthleteApi api = hasty()) {
            emulators.mark();

            isUnavailable(
                    any -> new OAuth(any).clientCredentials(client),
                    api,
                    "auth-token",
                    "primary INDETERMINATE (no answer in time)");

            assertThat(emulators.calls()).hasToString("1/0");
            assertThat(tokens(emulators.primaryApi()) + tokens(emulators.secondaryApi()))
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"device-complete", "client-registration"})
    @Scenario("C3")
    void whatThePrimaryMayStillCompleteIsSentNowhereElse(String operation) {
        primary.faults().on(operation).hang();
        try (DualAuthleteApi api = hasty()) {
            emulators.mark();

            Prepared completion = operation.equals("device-complete")
                    ? any -> any.deviceComplete(new DeviceCompleteRequest()
                            .setUserCode("WDJB-MJHT")
                            .setSubject("john")
                            .setResult(DeviceCompleteRequest.Result.AUTHORIZED))
                    : any -> any.dynamicClientRegister(new ClientRegistrationRequest().setJson("{}"));
            isUnavailable(completion, api, operation, "primary INDETERMINATE (no answer in time)");

            assertThat(emulators.calls().of(operation)).hasToString("1/0");
            assertThat(emulators.calls()).hasToString("1/0");
        }
    }

    @Test
    @Scenario({"C1", "C3"})
    void aTicketThatNobodyGotIsNoReasonToRefuseALogin() {
        Fault lost = primary.faults().on("auth-token").afterProcessing().drop();
        try (DualAuthleteApi api = front.build(Patience.with(emulators))) {
            emulators.mark();
            TokenResponse response = new OAuth(api).password(client, "john", "john");
            assertThat(response.getAction()).isEqualTo(TokenResponse.Action.PASSWORD);
            assertThat(emulators.calls()).hasToString("1/1");
            assertThat(lost.hits()).isOne();
            assertThat(tokens(emulators.primaryApi()) + tokens(emulators.secondaryApi()))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Scenario("C4")
    void whatThePrimaryNeverGotTheSecondaryDoes(Deed deed) {
        Prepared prepared = deed.prepare(emulators, client, emulators.secondaryApi());
        int done = secondary.counters().processed(deed.operation());
        primary.faults().refuseConnections();
        try (DualAuthleteApi api = front.build(Patience.with(emulators))) {
            emulators.mark();

            prepared.by(api);

            assertThat(emulators.calls()).hasToString("0/" + deed.calls());
            assertThat(secondary.counters().processed(deed.operation())).isEqualTo(done + 1);
        }
    }

    /** An API that gives the primary one second. */
    private DualAuthleteApi hasty() {
        return front.build(Patience.with(emulators, Duration.ofSeconds(1), Patience.LONG));
    }

    private void isUnavailable(Prepared prepared, AuthleteApi api, String operation, String how) {
        AuthleteApiException failure = catchThrowableOfType(AuthleteApiException.class, () -> prepared.by(api));
        assertThat(front.explanation(failure)).isEqualTo(operation + " is temporarily unavailable: " + how);
        assertThat(failure.getStatusCode()).isEqualTo(503);
        assertThat(failure.getResponseHeaders().get("Retry-After")).isNotEmpty();
    }

    private static int tokens(AuthleteApi backend) {
        return backend.getTokenList().getTotalCount();
    }
}
