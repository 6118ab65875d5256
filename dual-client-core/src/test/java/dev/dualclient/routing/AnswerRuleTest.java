package dev.dualclient.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Reason;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Plan.Mode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose answer counts. */
class AnswerRuleTest {

    private static final OperationRule NONE = OperationRule.NONE;

    @ParameterizedTest(name = "{0}: {1}, then {2} -> {3}")
    @CsvSource({
        // A poll of a device code that lives at the secondary gets the secondary's authorization_pending.
        "IN_TURN, UNKNOWN_CREDENTIAL, PENDING,            SECONDARY",
        "IN_TURN, UNKNOWN_CLIENT,     DONE,               SECONDARY",
        "IN_TURN, UNKNOWN_CREDENTIAL, UNKNOWN_CREDENTIAL, PRIMARY",
        "IN_TURN, NOT_CONNECTED,      DONE,               SECONDARY",
        "MERGED,  NOT_CONNECTED,      DONE,               SECONDARY",
        // Who knew the client and believed it knew more.
        "IN_TURN, UNKNOWN_CLIENT,           UNKNOWN_CREDENTIAL, SECONDARY",
        "IN_TURN, CLIENT_NOT_AUTHENTICATED, UNKNOWN_CREDENTIAL, SECONDARY",
        "IN_TURN, UNKNOWN_CREDENTIAL,       UNKNOWN_CLIENT,     PRIMARY",
        "IN_TURN, UNKNOWN_CLIENT,           UNKNOWN_CLIENT,     PRIMARY",
        // "Unknown" is a conclusion only when both said so.
        "IN_TURN, UNKNOWN_CREDENTIAL, NOT_CONNECTED,      SECONDARY",
        "IN_TURN, UNKNOWN_CREDENTIAL, NO_ANSWER_IN_TIME,  SECONDARY",
        "IN_TURN, NOT_CONNECTED,      UNKNOWN_CREDENTIAL, PRIMARY",
        "IN_TURN, NO_ANSWER_IN_TIME,  NOT_CONNECTED,      PRIMARY",
        "IN_TURN, NOT_CONNECTED,      SAID_NO,            SECONDARY",
        // A change has to hold everywhere.
        "BOTH,    DONE,               NOT_CONNECTED,      SECONDARY",
        "BOTH,    DONE,               SAID_NO,            SECONDARY",
        "BOTH,    DONE,               DONE,               PRIMARY",
        "BOTH,    UNKNOWN,            DONE,               SECONDARY",
        "BOTH,    UNKNOWN,            UNKNOWN,            PRIMARY",
        "BOTH,    NO_ANSWER_IN_TIME,  DONE,               PRIMARY",
        // Who was asked for it in so many words has the better answer.
        "BOTH,    DONE_FOR_OWNER,     DONE,               SECONDARY",
        // What one backend has not acknowledged is kept, so that its silence does not outweigh "done"; its refusal
        // does.
        "BOTH_OR_PENDING, DONE,              NOT_CONNECTED,     PRIMARY",
        "BOTH_OR_PENDING, NO_ANSWER_IN_TIME, DONE,              SECONDARY",
        "BOTH_OR_PENDING, DONE,              SAID_NO,           SECONDARY",
        "BOTH_OR_PENDING, UNKNOWN,           DONE,              SECONDARY",
        "BOTH_OR_PENDING, NOT_CONNECTED,     NO_ANSWER_IN_TIME, SECONDARY",
        // A state that the primary has not agreed to does not hold.
        "BOTH_OR_PENDING_BY_SECONDARY, DONE,              NOT_CONNECTED,     PRIMARY",
        "BOTH_OR_PENDING_BY_SECONDARY, DONE,              NO_ANSWER_IN_TIME, PRIMARY",
        "BOTH_OR_PENDING_BY_SECONDARY, NOT_CONNECTED,     DONE,              PRIMARY",
        "BOTH_OR_PENDING_BY_SECONDARY, NO_ANSWER_IN_TIME, DONE,              PRIMARY",
        "BOTH_OR_PENDING_BY_SECONDARY, UNKNOWN_CLIENT,    DONE,              SECONDARY",
        "BOTH_OR_PENDING_BY_SECONDARY, DONE,              SAID_NO,           SECONDARY",
        // Of what is dead the firmer word counts, as ever.
        "DEAD,    UNKNOWN_CREDENTIAL, USED_UP,            SECONDARY",
    })
    void theFirmerWordCountsAndOfEqualsTheFirst(Mode mode, Reason first, Reason second, Side counts) {
        assertThat(chosen(NONE, mode, first, second)).isEqualTo(counts);
    }

    @ParameterizedTest(name = "{0} in turn: {1}, then {2} -> {3}")
    @CsvSource({
        "LAST_ACCEPTED, DONE,          DONE,          SECONDARY",
        "LAST_ACCEPTED, DONE,          SAID_NO,       PRIMARY",
        "LAST_ACCEPTED, SAID_NO,       UNKNOWN,       PRIMARY",
        "PRIMARY,       SAID_NO,       DONE,          PRIMARY",
        "SECONDARY,     DONE,          NOT_CONNECTED, SECONDARY",
        "BOTH_OR_FAIL,  DONE,          DONE,          PRIMARY",
        "BOTH_OR_FAIL,  DONE,          UNKNOWN,       SECONDARY",
        "BOTH_OR_FAIL,  NOT_CONNECTED, DONE,          PRIMARY",
        "BOTH_OR_FAIL,  UNKNOWN,       NOT_CONNECTED, SECONDARY",
        "BOTH_OR_FAIL,  NOT_CONNECTED, SAID_NO,       SECONDARY",
    })
    void anOperatorChoosesAmongAnswersInTurn(WhoseAnswer whose, Reason first, Reason second, Side counts) {
        assertThat(chosen(NONE.withAnswer(whose), Mode.IN_TURN, first, second)).isEqualTo(counts);
        assertThat(chosen(NONE.withAnswer(whose), Mode.TOGETHER, first, second)).isEqualTo(counts);
    }

    @ParameterizedTest(name = "{0} of both: {1} and {2} -> {3}")
    @CsvSource({
        "FIRST_ACCEPTED, DONE,          DONE,          PRIMARY",
        "PRIMARY,        DONE,          DONE,          PRIMARY",
        "SECONDARY,      DONE,          DONE,          SECONDARY",
        "LAST_ACCEPTED,  DONE,          DONE,          SECONDARY",
        "SECONDARY,      SAID_NO,       DONE,          PRIMARY",
        "PRIMARY,        DONE,          NOT_CONNECTED, SECONDARY",
    })
    void whereAChangeHasToHoldEverywhereAnOperatorChoosesAmongEqualsAlone(
            WhoseAnswer whose, Reason first, Reason second, Side counts) {
        assertThat(chosen(NONE.withAnswer(whose), Mode.BOTH, first, second)).isEqualTo(counts);
    }

    @ParameterizedTest(name = "{0}: {1}, then {2} -> {3}")
    @CsvSource({
        "OWNER,     SAID_NO, UNKNOWN,       PRIMARY",
        "SECONDARY, SAID_NO, UNKNOWN,       SECONDARY",
        "PRIMARY,   UNKNOWN, SAID_NO,       PRIMARY",
        // Not both have refused.
        "PRIMARY,   SAID_NO, DONE,          SECONDARY",
        "SECONDARY, SAID_NO, NOT_CONNECTED, PRIMARY",
    })
    void anOperatorChoosesWhoseRefusalCounts(WhoseRefusal whose, Reason first, Reason second, Side counts) {
        assertThat(chosen(NONE.withWhenBothRefuse(whose), Mode.IN_TURN, first, second))
                .isEqualTo(counts);
    }

    @Test
    void aBackendThatWasNotAskedCannotBeChosen() {
        List<Attempt> alone = List.of(Attempt.notSent(Side.PRIMARY, Reason.SAID_NO));

        assertThat(AnswerRule.choose(alone, Mode.IN_TURN, chosen(NONE.withAnswer(WhoseAnswer.SECONDARY))))
                .isEqualTo(alone.get(0));
        assertThat(AnswerRule.choose(alone, Mode.IN_TURN, chosen(NONE.withWhenBothRefuse(WhoseRefusal.SECONDARY))))
                .isEqualTo(alone.get(0));
    }

    @Test
    void ofTwoAnswersOfTheBackendThatIsChosenTheLaterCounts() {
        List<Attempt> attempts = Stream.of(Reason.SAID_NO, Reason.DONE)
                .map(reason -> Attempt.notSent(Side.PRIMARY, reason))
                .toList();

        assertThat(AnswerRule.choose(attempts, Mode.IN_TURN, chosen(NONE.withAnswer(WhoseAnswer.PRIMARY))))
                .isEqualTo(attempts.get(1));
    }

    private static Side chosen(OperationRule rule, Mode mode, Reason first, Reason second) {
        List<Attempt> attempts = List.of(Attempt.notSent(Side.PRIMARY, first), Attempt.notSent(Side.SECONDARY, second));
        return AnswerRule.choose(attempts, mode, chosen(rule)).side();
    }

    private static EffectiveRule chosen(OperationRule rule) {
        return new Rules(Map.of("auth-introspection", rule), Condition.DEFAULTS, List.of()).of(Calls.READ.facts());
    }
}
