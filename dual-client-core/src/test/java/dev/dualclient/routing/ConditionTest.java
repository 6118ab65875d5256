package dev.dualclient.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Reason;
import dev.dualclient.operation.Side;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an attempt has to end for the second backend to be asked. */
class ConditionTest {

    private static final CallFacts LOGIN = Calls.LOGIN.facts();

    @ParameterizedTest
    @CsvSource({"maybe", "code:", "status:", "status:4xx", "refused:x", "error"})
    void whatIsNoConditionIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.of(text))
                .withMessage(text + " is no condition: write one of unrecognized, refused, indeterminate,"
                        + " indeterminate-if-repeatable, unavailable, code:…, action:…, status:…, error:…");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "unrecognized,                 UNKNOWN_CLIENT",
        "refused,                      SAID_NO",
        "indeterminate,                NO_ANSWER_IN_TIME",
        "indeterminate-if-repeatable,  NO_ANSWER_IN_TIME",
        "unavailable,                  NOT_CONNECTED",
    })
    void anOutcomeIsThatOutcomeAlone(String text, Reason reason) {
        assertThat(Arrays.stream(Reason.values())
                        .filter(other -> Condition.of(text).holds(LOGIN, Attempt.notSent(Side.PRIMARY, other)))
                        .map(Reason::outcome))
                .containsOnly(reason.outcome());
    }

    @Test
    void whatMayHaveBeenProcessedIsNotRepeatedWhereThatLeavesOrSpendsSomething() {
        Condition condition = Condition.of("indeterminate-if-repeatable");
        Attempt lost = Attempt.notSent(Side.PRIMARY, Reason.CONNECTION_LOST);

        assertThat(condition.holds(Calls.READ.facts(), lost)).isTrue();
        assertThat(condition.holds(Calls.NEW_CLIENT.facts(), lost)).isFalse();
        assertThat(condition.holds(Calls.PUSHED.facts(), lost)).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "code:A057302,         true",
        "code:A057301,         false",
        "action:FORBIDDEN,     true",
        "action:BAD_REQUEST,   false",
        "status:404,           true",
        "status:400,           false",
        "error:invalid_grant,  true",
        "error:invalid_client, false",
    })
    void whatAnAnswerSaysIsComparedWordForWord(String text, boolean holds) {
        Condition condition = Condition.of(text);
        String body = "{\"resultCode\":\"A057302\",\"action\":\"FORBIDDEN\","
                + "\"responseContent\":\"{\\\"error\\\":\\\"invalid_grant\\\"}\"}";
        ApiResponse answer = new ApiResponse(404, Map.of(), body.getBytes(StandardCharsets.UTF_8));

        assertThat(condition.holds(LOGIN, new Attempt(Side.PRIMARY, Reason.SAID_NO, answer, null, Duration.ZERO)))
                .isEqualTo(holds);
        assertThat(condition.holds(LOGIN, Attempt.notSent(Side.PRIMARY, Reason.SAID_NO)))
                .as("nothing came back")
                .isFalse();
        assertThat(Condition.of(condition.text())).isEqualTo(condition);
    }
}
