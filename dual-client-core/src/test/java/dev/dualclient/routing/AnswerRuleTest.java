package dev.dualclient.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.backend.ApiCall;
import dev.dualclient.backend.Attempt;
import dev.dualclient.backend.Reason;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Plan.Manner;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose answer counts. */
class AnswerRuleTest {

    private static final EffectiveRule OWN = new Rules()
            .of(Question.of(
                    ApiCall.of(Catalogue.operation("auth-introspection")).build()));

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
    })
    void theFirmerWordCountsAndOfEqualsTheFirst(Manner manner, Reason first, Reason second, Side counts) {
        List<Attempt> attempts = List.of(Attempt.notSent(Side.PRIMARY, first), Attempt.notSent(Side.SECONDARY, second));

        assertThat(AnswerRule.choose(attempts, manner, OWN).side()).isEqualTo(counts);
    }
}
