package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.types.GrantType;
import com.sun.management.ThreadMXBean;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.server.Faults;
import dev.dualclient.test.server.Garble;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A backend that answers badly is another's turn or a clear error, never a crash, a wrong answer or a second token. */
@DualClientTest
class FaultyBackendTest extends Scene {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MEGABYTE = 1 << 20;

    private Faults primaryFaults;
    private Faults secondaryFaults;

    /** A token that the secondary alone knows. */
    private String token;

    @BeforeEach
    void issue() {
        primaryFaults = emulators.primary().faults();
        secondaryFaults = emulators.secondary().faults();
        token = emulators
                .secondaryApi()
                .tokenCreate(new TokenCreateRequest()
                        .setGrantType(GrantType.CLIENT_CREDENTIALS)
                        .setClientId(client.id()))
                .getAccessToken();
    }

    /** What is wrong with an answer. The call has been processed. */
    enum Flaw {
        HTML("unreadable, HTTP 200"),
        TRUNCATED_JSON("unreadable, HTTP 200"),
        EMPTY("unreadable, HTTP 200"),
        BIG("unreadable"),
        WRONG_CONTENT_TYPE("unreadable, HTTP 200"),
        BAD_CHUNK("unreadable"),
        MANY_HEADERS("unreadable"),
        WRONG_LENGTH("connection lost") {
            @Override
            void on(Faults faults) {
                faults.onAll().truncate();
            }
        },
        RESET_IN_THE_BODY("connection lost") {
            @Override
            void on(Faults faults) {
                faults.onAll().reset();
            }
        },
        ONE_BYTE_A_SECOND("no answer in time") {
            @Override
            void on(Faults faults) {
                faults.onAll().drip(1);
            }

            @Override
            Duration patience() {
                return SECOND;
            }
        };

        /** How an attempt that meets it ends. */
        private final String words;

        Flaw(String words) {
            this.words = words;
        }

        void on(Faults faults) {
            faults.onAll().garble(Garble.valueOf(name()));
        }

        /** How long to wait for a backend that has it. */
        Duration patience() {
            return Patience.LONG;
        }
    }

    @ParameterizedTest
    @EnumSource
    @Scenario({"D7", "D8"})
    void aFlawedAnswerOfThePrimaryIsFollowedByTheSecondaryOrByAClearError(Flaw flaw) {
        OAuth oauth = new OAuth(emulators.secondaryApi());
        String refreshToken = oauth.login(client).refresh();
        try (DualAuthleteApi api =
                Patience.with(emulators, flaw.patience(), Patience.LONG).build()) {
            flaw.on(primaryFaults);
            emulators.mark();

            assertThat(new OAuth(api).isActive(token)).isTrue();
            assertThat(emulators.calls()).hasToString("1/1");

            emulators.mark();
            AuthleteApiException failure =
                    catchThrowableOfType(AuthleteApiException.class, () -> new OAuth(api).clientCredentials(client));
            assertThat(failure)
                    .hasMessage("auth-token is temporarily unavailable: primary INDETERMINATE (" + flaw.words + ")");
            assertThat(failure.getStatusCode()).isEqualTo(503);
            assertThat(allThatIsSaidBy(failure)).doesNotContain(client.secret());
            assertThat(emulators.calls()).hasToString("1/0");

            // The look-up at the primary is flawed too, so nothing is consumed there; the secondary holds the token.
            costs(
                    "1/3",
                    () -> assertThat(
                                    new OAuth(api).refresh(client, refreshToken).getAction())
                            .isEqualTo(TokenResponse.Action.OK)); // introspection; introspection, list, auth-token
            assertThat(emulators.calls().of("auth-token")).hasToString("0/1");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Scenario({"D7", "D8"})
    void aFlawedAnswerOfTheSecondaryIsNoWordAgainstAToken(Flaw flaw) {
        try (DualAuthleteApi api =
                Patience.with(emulators, Patience.LONG, flaw.patience()).build()) {
            flaw.on(secondaryFaults);
            emulators.mark();

            AuthleteApiException failure =
                    catchThrowableOfType(AuthleteApiException.class, () -> new OAuth(api).introspect(token));

            assertThat(failure)
                    .hasMessage("auth-introspection is temporarily unavailable: primary UNRECOGNIZED"
                            + " (unknown credential, HTTP 200), secondary INDETERMINATE (" + flaw.words + ")");
            assertThat(failure.getStatusCode()).isEqualTo(503);
            assertThat(allThatIsSaidBy(failure)).doesNotContain(token);
            assertThat(emulators.calls()).hasToString("1/1");
        }
    }

    @Test
    @Scenario("D7")
    void anUnknownActionMeansWhatItsResultCodeSays() {
        try (DualAuthleteApi api = Patience.with(emulators).build()) {
            primaryFaults.onAll().garble(Garble.UNKNOWN_ACTION);
            emulators.mark();

            assertThat(new OAuth(api).isActive(token)).isTrue(); // the primary's code: no such token
            assertThat(emulators.calls()).hasToString("1/1");

            emulators.mark();
            TokenResponse response = new OAuth(api).clientCredentials(client); // the primary's code: done
            assertThat(response.getResultCode()).isEqualTo("A052001");
            assertThat(response.getAccessToken()).isNotBlank();
            assertThat(emulators.calls()).hasToString("1/0");
        }
    }

    @Test
    @Scenario("D7")
    void aHugeAnswerIsNotRead() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (DualAuthleteApi api = Patience.with(emulators)
                .primary(primary -> primary.maxResponseSize(MEGABYTE / 16))
                .build()) {
            assertThat(new OAuth(api).isActive(token)).isTrue(); // loads what is loaded once
            primaryFaults.onAll().garble(Garble.BIG);
            long before = threads.getCurrentThreadAllocatedBytes();

            AuthleteApiException failure =
                    catchThrowableOfType(AuthleteApiException.class, () -> new OAuth(api).clientCredentials(client));

            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 * MEGABYTE);
            assertThat(failure)
                    .hasMessage("auth-token is temporarily unavailable: primary INDETERMINATE (unreadable)")
                    .hasRootCauseMessage("the answer has more than 65536 bytes, which is max-response-size");
        }
    }

    /** Returns message, causes, suppressed and stack traces, as a log would show them. */
    private static String allThatIsSaidBy(Throwable failure) {
        StringWriter said = new StringWriter();
        failure.printStackTrace(new PrintWriter(said));
        return said.toString();
    }
}
