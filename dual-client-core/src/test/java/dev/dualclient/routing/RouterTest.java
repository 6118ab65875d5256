package dev.dualclient.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.custody.CustodyLevel;
import dev.dualclient.custody.CustodyStatus;
import dev.dualclient.custody.SecretStatus;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Route;
import dev.dualclient.operation.Side;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is asked: one table of what is called, what custody knows, and the stage. */
class RouterTest {

    @ParameterizedTest(name = "{0}, {1} {2}, {3} -> {4} {5} because {6}")
    @CsvSource(
            nullValues = "-",
            value = {
                // what,    firmness, side,     stage,           manner,  order, because
                "READ,      UNKNOWN,  -,         PRIMARY_FIRST,   IN_TURN, P S,   STAGE",
                "READ,      UNKNOWN,  -,         SECONDARY_FIRST, IN_TURN, S P,   STAGE",
                "READ,      UNKNOWN,  -,         PRIMARY_ONLY,    IN_TURN, P,     STAGE_PRIMARY_ONLY",
                "READ,      HINT,     SECONDARY, PRIMARY_FIRST,   IN_TURN, S P,   HINT",
                "READ,      HINT,     PRIMARY,   SECONDARY_FIRST, IN_TURN, P S,   HINT",
                "READ,      HINT,     SECONDARY, PRIMARY_ONLY,    IN_TURN, P,     STAGE_PRIMARY_ONLY",
                "READ,      ISSUED,   PRIMARY,   SECONDARY_FIRST, IN_TURN, P,     CUSTODY",
                "READ,      ISSUED,   SECONDARY, PRIMARY_FIRST,   IN_TURN, S P,   HINT",
                "READ,      SEEN,     PRIMARY,   PRIMARY_FIRST,   IN_TURN, P S,   CUSTODY",
                "REFRESH,   SEEN,     PRIMARY,   PRIMARY_FIRST,   IN_TURN, P S,   CUSTODY",
                "READ,      REFUSED,  PRIMARY,   PRIMARY_FIRST,   IN_TURN, P,     CUSTODY",
                "READ,      SPENT,    SECONDARY, PRIMARY_FIRST,   IN_TURN, S,     CUSTODY",
                "READ,      SPENT,    SECONDARY, PRIMARY_ONLY,    DEAD,    P,     DEAD",
                "READ,      CLAIMED,  SECONDARY, PRIMARY_ONLY,    IN_TURN, '',    CUSTODY",
                "READ,      CLAIMED,  PRIMARY,   PRIMARY_ONLY,    IN_TURN, P,     STAGE_PRIMARY_ONLY",
                "READ,      SPENT,    PRIMARY,   PRIMARY_ONLY,    IN_TURN, P,     STAGE_PRIMARY_ONLY",
                "READ,      KILLED,   -,         PRIMARY_FIRST,   DEAD,    P S,   DEAD",
                "READ,      KILLED,   -,         SECONDARY_FIRST, DEAD,    P S,   DEAD",
                "REFRESH,   UNKNOWN,  -,         PRIMARY_FIRST,   IN_TURN, P S,   STAGE",
                "REFRESH,   CLAIMED,  PRIMARY,   SECONDARY_FIRST, IN_TURN, P,     CUSTODY",
                "REFRESH,   CLAIMED,  SECONDARY, PRIMARY_FIRST,   IN_TURN, S,     CUSTODY",
                "REFRESH,   SPENT,    PRIMARY,   SECONDARY_FIRST, IN_TURN, P,     CUSTODY",
                "REFRESH,   SPENT,    SECONDARY, PRIMARY_ONLY,    DEAD,    P,     DEAD",
                "REFRESH,   KILLED,   -,         PRIMARY_FIRST,   DEAD,    P S,   DEAD",
                "CODE,      SEEN,     PRIMARY,   SECONDARY_FIRST, IN_TURN, P,     CUSTODY",
                "CODE,      HINT,     SECONDARY, PRIMARY_FIRST,   IN_TURN, S P,   HINT",
                "LOGIN,     UNKNOWN,  -,         PRIMARY_FIRST,   IN_TURN, P S,   STAGE",
                "LOGIN,     UNKNOWN,  -,         SECONDARY_FIRST, IN_TURN, S P,   STAGE",
                "LOGIN,     UNKNOWN,  -,         SHADOW,          IN_TURN, S P,   STAGE",
                // No grant starts at the secondary; what it holds goes on.
                "LOGIN,     UNKNOWN,  -,         DRAIN,           IN_TURN, P,     STAGE_DRAIN",
                "READ,      UNKNOWN,  -,         DRAIN,           IN_TURN, P S,   STAGE",
                "READ,      HINT,     SECONDARY, DRAIN,           IN_TURN, S P,   HINT",
                "REFRESH,   UNKNOWN,  -,         DRAIN,           IN_TURN, P S,   STAGE",
                "REFRESH,   SPENT,    SECONDARY, DRAIN,           IN_TURN, S,     CUSTODY",
                "CODE,      HINT,     SECONDARY, DRAIN,           IN_TURN, S P,   HINT",
                "TICKET,    UNKNOWN,  -,         DRAIN,           IN_TURN, S P,   TICKET",
                "PUSHED,    UNKNOWN,  -,         DRAIN,           IN_TURN, P S,   STAGE",
                "HOSTED,    UNKNOWN,  -,         DRAIN,           IN_TURN, P,     STAGE_DRAIN",
                "REVOCATION, UNKNOWN, -,         DRAIN,           BOTH,    P S,   OPERATION",
                "TICKET,    UNKNOWN,  -,         PRIMARY_FIRST,   IN_TURN, S P,   TICKET",
                "TICKET,    UNKNOWN,  -,         PRIMARY_ONLY,    IN_TURN, P,     STAGE_PRIMARY_ONLY",
                "TAGGED,    UNKNOWN,  -,         SECONDARY_FIRST, IN_TURN, P,     TICKET",
                "REVOCATION, SPENT,   SECONDARY, PRIMARY_FIRST,   BOTH,    P S,   OPERATION",
                "REVOCATION, KILLED,  -,         PRIMARY_FIRST,   BOTH,    P S,   OPERATION",
                "REVOCATION, UNKNOWN, -,         PRIMARY_ONLY,    BOTH_OR_PENDING, P S,   OPERATION",
                "REVOCATION, CLAIMED, SECONDARY, PRIMARY_ONLY,    BOTH_OR_PENDING, P S,   OPERATION",
                "JWKS,      UNKNOWN,  -,         SECONDARY_FIRST, MERGED,  P S,   OPERATION",
                "JWKS,      UNKNOWN,  -,         PRIMARY_ONLY,    IN_TURN, P,     STAGE_PRIMARY_ONLY",
                "CLIENT_READ, UNKNOWN, -,        DRAIN,           IN_TURN, P S,   STAGE",
                "EXCHANGE,  UNKNOWN,  -,         DRAIN,           IN_TURN, P S,   STAGE",
                "NEW_CLIENT, UNKNOWN, -,         DRAIN,           IN_TURN, P,     STAGE_DRAIN",
                "OFFER,     UNKNOWN,  -,         DRAIN,           IN_TURN, P,     ONLY_IN_PRIMARY",
                // What the primary alone can hold is asked of the secondary only while the primary is down, and read.
                "VERIFICATION, SEEN,  PRIMARY,   PRIMARY_FIRST,   IN_TURN, P S,   CUSTODY",
                "COMPLETION, SEEN,    PRIMARY,   PRIMARY_FIRST,   IN_TURN, P,     CUSTODY",
                // What changes a client is told to both, what changes a token to who has it, and services to the
                // primary.
                "LOCK,      UNKNOWN,  -,         SECONDARY_FIRST, BOTH,    P S,   OPERATION",
                "LOCK,      UNKNOWN,  -,         PRIMARY_ONLY,    BOTH_OR_PENDING_BY_SECONDARY, P S, OPERATION",
                "CLIENT_UPDATE, UNKNOWN, -,      PRIMARY_FIRST,   BOTH,    P S,   OPERATION",
                "CLIENT_UPDATE, UNKNOWN, -,      PRIMARY_ONLY,    BOTH_OR_PENDING_BY_SECONDARY, P S, OPERATION",
                "TOKEN_UPDATE, UNKNOWN, -,       SECONDARY_FIRST, IN_TURN, S P,   STAGE",
                "SERVICE_UPDATE, UNKNOWN, -,     SECONDARY_FIRST, IN_TURN, P,     OPERATION",
                "SERVICE_DELETION, UNKNOWN, -,   SECONDARY_FIRST, IN_TURN, P,     OPERATION",
                "OFFER,     UNKNOWN,  -,         SECONDARY_FIRST, IN_TURN, P,     ONLY_IN_PRIMARY",
                "PARSE,     ISSUED,   SECONDARY, SECONDARY_FIRST, IN_TURN, P,     ONLY_IN_PRIMARY",
                "PARSE,     CLAIMED,  SECONDARY, PRIMARY_FIRST,   IN_TURN, '',    CUSTODY",
                "PARSE,     SPENT,    SECONDARY, PRIMARY_FIRST,   DEAD,    P,     DEAD",
            })
    void theTableOfRoutesHolds(
            Calls what,
            CustodyLevel level,
            @Nullable Side side,
            Stage stage,
            Plan.Mode mode,
            String order,
            Plan.Basis basis) {
        Plan plan = new Router(true, false, new Rules())
                .plan(what.facts(), new CustodyStatus(level, side), SecretStatus.EQUAL, stage);

        assertThat(initials(plan)).isEqualTo(order);
        assertThat(plan.mode()).isEqualTo(mode);
        assertThat(plan.basis()).isEqualTo(basis);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "REVOCATION,    BOTH_OR_PENDING",
        "DEREGISTRATION, BOTH_OR_PENDING",
        "CLIENT_UPDATE, BOTH_OR_PENDING_BY_SECONDARY",
        "SECRET,        BOTH_OR_PENDING_BY_SECONDARY",
        "SCOPES,        BOTH_OR_PENDING_BY_SECONDARY",
        "READ,          IN_TURN",
    })
    void whatOneBackendMayOweDependsOnWhatIsChanged(Calls what, Plan.Mode mode) {
        Plan plan = new Router(true, true, new Rules())
                .plan(what.facts(), CustodyStatus.UNKNOWN, SecretStatus.EQUAL, Stage.PRIMARY_FIRST);

        assertThat(plan.mode()).isEqualTo(mode);
        assertThat(initials(plan)).isEqualTo("P S");
    }

    @Test
    void withoutASecondaryEverythingGoesToThePrimary() {
        Router router = new Router(false, false, new Rules());
        for (Calls what : Calls.values()) {
            Plan plan = router.plan(what.facts(), CustodyStatus.UNKNOWN, SecretStatus.EQUAL, Stage.SECONDARY_FIRST);
            assertThat(plan).isEqualTo(new Plan(Plan.Mode.IN_TURN, plan.order(), Plan.Basis.SOLE_BACKEND));
            assertThat(initials(plan)).isEqualTo("P");
        }
    }

    @Test
    void custodyComesBeforeTheOperatorsRouteAndThatBeforeHintAndStage() {
        Router router = new Router(true, false, rule("auth-introspection", Route.SECONDARY_ONLY));
        CallFacts facts = Calls.READ.facts();

        assertThat(initials(router.plan(facts, CustodyStatus.UNKNOWN, SecretStatus.EQUAL, Stage.PRIMARY_FIRST)))
                .isEqualTo("S");
        assertThat(initials(router.plan(
                        facts,
                        new CustodyStatus(CustodyLevel.HINT, Side.PRIMARY),
                        SecretStatus.EQUAL,
                        Stage.PRIMARY_FIRST)))
                .isEqualTo("S");
        assertThat(initials(router.plan(
                        facts,
                        new CustodyStatus(CustodyLevel.SPENT, Side.PRIMARY),
                        SecretStatus.EQUAL,
                        Stage.PRIMARY_FIRST)))
                .isEqualTo("P");
        assertThat(initials(router.plan(facts, CustodyStatus.UNKNOWN, SecretStatus.EQUAL, Stage.PRIMARY_ONLY)))
                .isEqualTo("P");
    }

    @ParameterizedTest(name = "{0} in stage {1} -> {2} because {3}")
    @CsvSource({
        "PRIMARY_ONLY,    SECONDARY_FIRST, P,   OPERATION",
        "SECONDARY_ONLY,  PRIMARY_FIRST,   S,   OPERATION",
        "PRIMARY_FIRST,   SECONDARY_FIRST, P S, OPERATION",
        "SECONDARY_FIRST, PRIMARY_FIRST,   S P, OPERATION",
        "SECONDARY_FIRST, PRIMARY_ONLY,    P,   STAGE_PRIMARY_ONLY",
        "LEADER_FIRST,    SECONDARY_FIRST, S P, STAGE",
    })
    void theOperatorsRouteComesBeforeTheStagesLeader(Route route, Stage stage, String order, Plan.Basis basis) {
        Plan plan = new Router(true, false, rule("auth-introspection", route))
                .plan(Calls.READ.facts(), CustodyStatus.UNKNOWN, SecretStatus.EQUAL, stage);

        assertThat(initials(plan)).isEqualTo(order);
        assertThat(plan.basis()).isEqualTo(basis);
    }

    static String initials(Plan plan) {
        return String.join(
                " ",
                plan.order().stream().map(side -> side.name().substring(0, 1)).toList());
    }

    @Test
    void withoutASecondaryWhatItHadUsedUpIsDeadToo() {
        Router router = new Router(false, true, new Rules());
        CustodyStatus spent = new CustodyStatus(CustodyLevel.SPENT, Side.SECONDARY);
        assertThat(router.plan(Calls.READ.facts(), spent, SecretStatus.EQUAL, Stage.PRIMARY_ONLY)
                        .mode())
                .isEqualTo(Plan.Mode.DEAD);
        assertThat(router.plan(Calls.REVOCATION.facts(), spent, SecretStatus.EQUAL, Stage.PRIMARY_ONLY)
                        .basis())
                .isEqualTo(Plan.Basis.SOLE_BACKEND);
    }

    @Test
    void aReadMayGoToBothAndAnEndToOneAloneWhereTheOperatorSaysSo() {
        CallFacts read = Calls.READ.facts();
        Router both = new Router(true, false, rule("auth-introspection", Route.BOTH));
        assertThat(both.plan(
                        read,
                        new CustodyStatus(CustodyLevel.HINT, Side.SECONDARY),
                        SecretStatus.EQUAL,
                        Stage.SECONDARY_FIRST))
                .isEqualTo(new Plan(Plan.Mode.TOGETHER, List.of(Side.PRIMARY, Side.SECONDARY), Plan.Basis.OPERATION));
        assertThat(initials(both.plan(
                        read,
                        new CustodyStatus(CustodyLevel.SPENT, Side.PRIMARY),
                        SecretStatus.EQUAL,
                        Stage.PRIMARY_FIRST)))
                .isEqualTo("P");
        assertThat(initials(both.plan(read, CustodyStatus.UNKNOWN, SecretStatus.EQUAL, Stage.PRIMARY_ONLY)))
                .isEqualTo("P");

        Plan end = new Router(true, false, rule("auth-revocation", Route.SECONDARY_ONLY))
                .plan(Calls.REVOCATION.facts(), CustodyStatus.UNKNOWN, SecretStatus.EQUAL, Stage.PRIMARY_FIRST);
        assertThat(end).isEqualTo(new Plan(Plan.Mode.BOTH, List.of(Side.SECONDARY), Plan.Basis.OPERATION));
    }

    private static Rules rule(String id, Route route) {
        return new Rules(Map.of(id, OperationRule.NONE.withRoute(route)), Condition.DEFAULTS, List.of(id));
    }

    @Test
    void everyReasonIsToldInWordsOfItsOwn() {
        assertThat(Plan.Basis.values())
                .extracting(Plan.Basis::words)
                .doesNotHaveDuplicates()
                .allSatisfy(words -> assertThat(words).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource({
        "LOGIN,  UNKNOWN,   PRIMARY_FIRST,   S P",
        "LOGIN,  DIFFERENT, PRIMARY_FIRST,   S P",
        "LOGIN,  EQUAL,     PRIMARY_FIRST,   P S",
        "LOGIN,  NO_SECRET, PRIMARY_FIRST,   P S",
        "HOSTED, UNKNOWN,   PRIMARY_FIRST,   S P",
        "LOGIN,  DIFFERENT, SECONDARY_FIRST, S P",
        "LOGIN,  DIFFERENT, DRAIN,           P",
        "LOGIN,  DIFFERENT, PRIMARY_ONLY,    P",
        "READ,   DIFFERENT, PRIMARY_FIRST,   P S",
        "CODE,   DIFFERENT, PRIMARY_FIRST,   P S",
    })
    void whoMayHaveAnotherSecretAtThePrimaryBeginsAtTheSecondary(
            Calls what, SecretStatus secret, Stage stage, String order) {
        assertThat(initials(
                        new Router(true, true, new Rules()).plan(what.facts(), CustodyStatus.UNKNOWN, secret, stage)))
                .isEqualTo(order);
    }
}
