package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.AuthorizationIssueResponse;
import com.authlete.common.dto.Client;
import com.authlete.common.dto.TokenFailRequest;
import com.authlete.common.dto.TokenFailRequest.Reason;
import com.authlete.common.dto.TokenFailResponse;
import com.authlete.common.dto.TokenIssueRequest;
import com.authlete.common.dto.TokenIssueResponse;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.server.Fault;
import dev.dualclient.test.server.FaultSpec;
import dev.dualclient.test.server.Faults;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user who has been heard is not asked again, and a backend that has spoken is not doubted. */
@ThroughBothFronts
class HeardOnceTest extends Scene {

    private static final String RETRY_AFTER = "17";
    private static final String THROTTLED = "{\"resultCode\":\"A001429\"}";

    private Faults primaryFaults;
    private DualAuthleteApi api;

    /** How often the application has checked a password. */
    private int passwordChecks;

    @BeforeEach
    void build() {
        primaryFaults = emulators.primary().faults();
        api = nodes.start();
    }

    @Test
    @Scenario("C5")
    void aThrottledCallIsNotDumpedOnTheSecondary() {
        TestClient client = registered().atBoth();
        OAuth oauth = new OAuth(api);
        throttle();
        emulators.mark();

        for (int i = 0; i < 6; i++) {
            isThrottled(() -> api.getClient(client.id()));
            isThrottled(() -> oauth.introspect("any"));
            isThrottled(() -> oauth.clientCredentials(client));
            isThrottled(() -> api.createClient(new Client()));
        }
        assertThat(emulators.calls())
                .hasToString("24/0"); // each of the four, six times: more calls than a breaker needs

        primaryFaults.clear();
        costs(
                "1/0",
                () -> assertThat(oauth.clientCredentials(client).getAction()).isEqualTo(TokenResponse.Action.OK));
    }

    @Test
    @Scenario("C5")
    void aThrottledRevocationIsNotCalledDone() {
        OAuth oauth = new OAuth(api);
        String token = oauth.login(client).access();
        Fault throttled = throttle();
        emulators.mark();
        isThrottled(() -> oauth.revoke(client, token));
        assertThat(emulators.calls()).as("the look-up, and no revocation yet").hasToString("1/0");
        throttled.release();

        throttled = throttle(primaryFaults.on("auth-revocation"));
        costs(
                "2/1",
                () -> { // a kill goes to both at once, so the other one may have made it: the rest is pending
                    AuthleteApiException later = Replay.unavailable(() -> oauth.revoke(client, token));
                    assertThat(later.getResponseHeaders()).containsEntry("Retry-After", List.of(RETRY_AFTER));
                });
        assertThat(new OAuth(emulators.secondaryApi()).isActive(token)).isFalse();
        throttled.release();
        assertThat(new OAuth(emulators.primaryApi()).isActive(token)).isTrue();
        oauth.revoke(client, token);
        assertThat(new OAuth(emulators.primaryApi()).isActive(token)).isFalse();
        assertThat(oauth.isActive(token)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth-introspection-standard", "auth-token-get-list"})
    @Scenario("C5")
    void aThrottledLookUpIsNotDumpedOnTheSecondary(String lookUp) {
        TestClient client = registered().atBoth();
        Replay replay = new Replay(emulators, client);
        OAuth.Tokens tokens = replay.migrated();
        Fault throttled = throttle(primaryFaults.on(lookUp));
        emulators.mark();

        isThrottled(() -> new OAuth(api).refresh(client, tokens.refresh()));

        assertThat(emulators.calls().of(lookUp, "auth-token")).hasToString("1/0");
        assertThat(emulators.calls().secondary()).isEmpty();
        throttled.release();
        replay.isActive(api, replay.refreshed(api, tokens, "3/0")); // introspection, token list, use
    }

    @Test
    @Scenario("C6")
    void aWrongPasswordIsToldOnceToThePrimary() {
        TestClient client = registered().atBoth();
        emulators.mark();

        assertThat(answerToPassword(client, "wrong")).isEqualTo(TokenFailResponse.Action.BAD_REQUEST);

        assertThat(emulators.calls()).hasToString("2/0"); // auth-token, auth-token-fail
        assertThat(emulators.calls().of("auth-token-fail")).hasToString("1/0");
        assertThat(passwordChecks).isOne();
    }

    @Test
    @Scenario("C6")
    void aWrongPasswordIsToldOnceToTheSecondary() {
        TestClient client = registered().atSecondary();
        emulators.mark();

        assertThat(answerToPassword(client, "wrong")).isEqualTo(TokenFailResponse.Action.BAD_REQUEST);

        assertThat(emulators.calls().of("auth-token")).hasToString("1/1"); // unknown client at the primary
        assertThat(emulators.calls().of("auth-token-fail")).hasToString("0/1");
        assertThat(emulators.calls()).hasToString("1/2");
        assertThat(passwordChecks).isOne();
    }

    @Test
    @Scenario("C6")
    void whatThePrimaryDoesNotHearOfAWrongPasswordNobodyHears() {
        TestClient client = registered().atBoth();
        primaryFaults.on("auth-token-fail").answer(500);
        emulators.mark();

        AuthleteApiException failure =
                catchThrowableOfType(AuthleteApiException.class, () -> answerToPassword(client, "wrong"));

        assertThat(front.explanation(failure))
                .isEqualTo("auth-token-fail is temporarily unavailable:"
                        + " primary INDETERMINATE (server error, HTTP 500)");
        assertThat(emulators.calls()).hasToString("2/0"); // auth-token, auth-token-fail
        assertThat(passwordChecks).isOne();
    }

    @Test
    @Scenario("C6")
    void aRightPasswordBringsOneToken() {
        TestClient client = registered().atBoth();
        emulators.mark();

        assertThat(answerToPassword(client, "john")).isEqualTo(TokenIssueResponse.Action.OK);

        assertThat(emulators.calls()).hasToString("2/0"); // auth-token, auth-token-issue
        assertThat(passwordChecks).isOne();
        assertThat(emulators.primaryApi().getTokenList().getTotalCount()).isOne();
    }

    /** What keeps a decision from being heard. */
    enum Deafness {
        REFUSES(Faults::refuseConnections),
        DROPS(faults -> faults.onAll().drop()),
        FAILS(faults -> faults.onAll().answer(503));

        private final Function<Faults, Fault> start;

        Deafness(Function<Faults, Fault> start) {
            this.start = start;
        }
    }

    @ParameterizedTest
    @EnumSource
    @Scenario("C9")
    void aDecisionThatWasNotHeardCanBeMadeAgain(Deafness deafness) {
        OAuth oauth = new OAuth(api);
        String ticket = oauth.authorize(client).getTicket();
        Fault deaf = deafness.start.apply(primaryFaults);
        int heard = emulators.primary().counters().processed("auth-authorization-issue");
        emulators.mark();

        AuthleteApiException failure = catchThrowableOfType(AuthleteApiException.class, () -> oauth.issue(ticket));

        assertThat(failure.getStatusCode()).isEqualTo(503);
        assertThat(front.explanation(failure))
                .startsWith("auth-authorization-issue is temporarily unavailable: primary ");
        assertThat(emulators.calls().secondary()).isEmpty();
        assertThat(emulators.primary().counters().processed("auth-authorization-issue"))
                .isEqualTo(heard);

        deaf.release();
        emulators.mark();
        AuthorizationIssueResponse again = oauth.issue(ticket);
        assertThat(again.getAction()).isEqualTo(AuthorizationIssueResponse.Action.LOCATION);
        assertThat(oauth.redeem(client, again.getAuthorizationCode()).getAction())
                .isEqualTo(TokenResponse.Action.OK);
        assertThat(emulators.calls()).hasToString("2/0"); // auth-authorization-issue, auth-token
    }

    /** What an authorization server does for {@code grant_type=password}; john's password is john. */
    private Enum<?> answerToPassword(TestClient client, String password) {
        TokenResponse request = new OAuth(api).password(client, "john", password);
        assertThat(request.getAction()).isEqualTo(TokenResponse.Action.PASSWORD);
        passwordChecks++;
        if (request.getPassword().equals(request.getUsername())) {
            return api.tokenIssue(new TokenIssueRequest()
                            .setTicket(request.getTicket())
                            .setSubject(request.getUsername()))
                    .getAction();
        }
        return api.tokenFail(new TokenFailRequest()
                        .setTicket(request.getTicket())
                        .setReason(Reason.INVALID_RESOURCE_OWNER_CREDENTIALS))
                .getAction();
    }

    private Fault throttle() {
        return throttle(primaryFaults.onAll());
    }

    private static Fault throttle(FaultSpec calls) {
        return calls.answer(429, Map.of("Retry-After", RETRY_AFTER), THROTTLED);
    }

    private static void isThrottled(ThrowingCallable call) {
        AuthleteApiException failure = catchThrowableOfType(AuthleteApiException.class, call);
        assertThat(failure.getStatusCode()).isEqualTo(429);
        assertThat(failure.getResponseBody()).isEqualTo(THROTTLED);
        assertThat(failure.getResponseHeaders()).containsEntry("Retry-After", List.of(RETRY_AFTER));
    }
}
