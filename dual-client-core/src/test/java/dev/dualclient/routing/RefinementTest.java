package dev.dualclient.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.CustodyLevel;
import dev.dualclient.custody.CustodyStatus;
import dev.dualclient.operation.Side;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an answer means, given what is known besides it. */
class RefinementTest {

    @ParameterizedTest(name = "{0} at {1}, custody {2} {3}, client authenticated before: {4} -> {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                "UNKNOWN_CREDENTIAL,       PRIMARY,   UNKNOWN, -,         false, UNKNOWN_CREDENTIAL",
                "UNKNOWN_CREDENTIAL,       PRIMARY,   SPENT,   PRIMARY,   false, USED_UP",
                "UNKNOWN_CREDENTIAL,       PRIMARY,   CLAIMED, PRIMARY,   false, USED_UP",
                "UNKNOWN_CREDENTIAL,       PRIMARY,   SEEN,    PRIMARY,   false, USED_UP",
                "UNKNOWN_CREDENTIAL,       PRIMARY,   ISSUED,  PRIMARY,   false, USED_UP",
                "UNKNOWN_CREDENTIAL,       PRIMARY,   HINT,    PRIMARY,   false, UNKNOWN_CREDENTIAL",
                "UNKNOWN_CREDENTIAL,       SECONDARY, ISSUED,  SECONDARY, false, UNKNOWN_CREDENTIAL",
                "UNKNOWN_CREDENTIAL,       SECONDARY, SPENT,   SECONDARY, false, USED_UP",
                "UNKNOWN_CREDENTIAL,       PRIMARY,   SPENT,   SECONDARY, false, UNKNOWN_CREDENTIAL",
                "UNKNOWN_CLIENT,           PRIMARY,   UNKNOWN, -,         false, UNKNOWN_CLIENT",
                "UNKNOWN_CLIENT,           PRIMARY,   UNKNOWN, -,         true,  KNOWN_CLIENT_REFUSED",
                "UNKNOWN_CLIENT,           SECONDARY, UNKNOWN, -,         true,  UNKNOWN_CLIENT",
                "CLIENT_NOT_AUTHENTICATED, PRIMARY,   UNKNOWN, -,         false, CLIENT_NOT_AUTHENTICATED",
                "CLIENT_NOT_AUTHENTICATED, PRIMARY,   UNKNOWN, -,         true,  KNOWN_CLIENT_REFUSED",
                "CLIENT_NOT_AUTHENTICATED, SECONDARY, UNKNOWN, -,         false, KNOWN_CLIENT_REFUSED",
                "UNKNOWN,                  PRIMARY,   UNKNOWN, -,         false, UNKNOWN",
                "UNKNOWN,                  PRIMARY,   SPENT,   PRIMARY,   false, USED_UP",
                "NOT_CONNECTED,            PRIMARY,   SPENT,   PRIMARY,   true,  NOT_CONNECTED",
                "DONE,                     PRIMARY,   SPENT,   PRIMARY,   true,  DONE",
            })
    void whatCustodyKnowsRefinesUnknownIntoNo(
            Reason said, Side by, CustodyLevel level, @Nullable Side side, boolean authenticated, Reason means) {
        Attempt attempt = Attempt.notSent(by, said);

        assertThat(Refinement.refine(attempt, new CustodyStatus(level, side), authenticated)
                        .reason())
                .isEqualTo(means);
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_CREDENTIAL, USED_UP",
        "UNKNOWN,            USED_UP",
        "UNKNOWN_CLIENT,     UNKNOWN_CLIENT",
        "SAID_NO,            SAID_NO",
        "DONE,               DONE",
        "NOT_CONNECTED,      NOT_CONNECTED",
    })
    void thatSomethingDeadIsNotKnownIsANo(Reason said, Reason means) {
        assertThat(Refinement.ofTheDead(Attempt.notSent(Side.PRIMARY, said)).reason())
                .isEqualTo(means);
    }

    @ParameterizedTest(name = "{0}, custody {1} {2}, asked {3}: {4} -> {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                // A copy may live at the one that is not asked.
                "READ,   UNKNOWN, -,         PRIMARY,   UNKNOWN_CREDENTIAL, CUSTODY_UNAVAILABLE",
                "READ,   HINT,    PRIMARY,   PRIMARY,   UNKNOWN_CREDENTIAL, CUSTODY_UNAVAILABLE",
                "CODE,   UNKNOWN, -,         PRIMARY,   UNKNOWN_CREDENTIAL, CUSTODY_UNAVAILABLE",
                "TICKET, UNKNOWN, -,         SECONDARY, UNKNOWN_CREDENTIAL, CUSTODY_UNAVAILABLE",
                "LOGIN,  UNKNOWN, -,         PRIMARY,   UNKNOWN_CLIENT,     CUSTODY_UNAVAILABLE",
                // It is known to live here alone.
                "CODE,   HINT,    SECONDARY, SECONDARY, UNKNOWN_CREDENTIAL, UNKNOWN_CREDENTIAL",
                "TAGGED, UNKNOWN, -,         PRIMARY,   UNKNOWN_CREDENTIAL, UNKNOWN_CREDENTIAL",
                // Whatever else is said stands.
                "READ,   UNKNOWN, -,         PRIMARY,   DONE,               DONE",
                "READ,   UNKNOWN, -,         PRIMARY,   SAID_NO,            SAID_NO",
                "READ,   UNKNOWN, -,         PRIMARY,   NOT_CONNECTED,      NOT_CONNECTED",
            })
    void withoutMemoryUnknownIsNoVerdictButOfTheOneThatCouldKnow(
            Calls what, CustodyLevel level, @Nullable Side side, Side asked, Reason said, Reason means) {
        assertThat(Refinement.withoutMemory(Attempt.notSent(asked, said), what.facts(), new CustodyStatus(level, side))
                        .reason())
                .isEqualTo(means);
    }
}
