package dev.dualclient.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodySettings;
import dev.dualclient.custody.CustodySnapshot;
import dev.dualclient.custody.FailingStore;
import dev.dualclient.custody.ManualTime;
import dev.dualclient.custody.MemoryStore;
import dev.dualclient.custody.OutboxSettings;
import dev.dualclient.custody.SecretStatus;
import dev.dualclient.custody.TokenRow;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Route;
import dev.dualclient.operation.Side;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is asked while the custody store is down. */
class RouterWithoutMemoryTest {

    private static final Router ROUTER = new Router(true, true, new Rules());

    private final ManualTime time = new ManualTime();
    private final FailingStore store = new FailingStore(new MemoryStore(100, time));

    /** What this process remembers of the credential when the store goes down. */
    private enum Before {
        NOTHING,
        ISSUED_BY_PRIMARY,
        ISSUED_BY_SECONDARY,
        HINT_OF_PRIMARY,
        HINT_OF_SECONDARY,
        SEEN_AT_PRIMARY
    }

    @ParameterizedTest(name = "{0}, {1}, {2} -> {3} because {4}")
    @CsvSource({
        // A copy of what the primary used up or lost may live at the secondary, so that it is not asked.
        "READ,     NOTHING,             PRIMARY_FIRST,   P,   NO_MEMORY",
        "READ,     NOTHING,             SECONDARY_FIRST, P,   NO_MEMORY",
        "READ,     HINT_OF_SECONDARY,   PRIMARY_FIRST,   P,   NO_MEMORY",
        "READ,     SEEN_AT_PRIMARY,     PRIMARY_FIRST,   P,   NO_MEMORY",
        "QUERY,    NOTHING,             SECONDARY_FIRST, P,   NO_MEMORY",
        "EXCHANGE, NOTHING,             SECONDARY_FIRST, P,   NO_MEMORY",
        "PARSE,    NOTHING,             SECONDARY_FIRST, P,   NO_MEMORY",
        // What may be a copy is used up only where it is known to be none.
        "REFRESH,  NOTHING,             PRIMARY_FIRST,   '',  NO_MEMORY",
        "REFRESH,  NOTHING,             PRIMARY_ONLY,    '',  NO_MEMORY",
        "REFRESH,  ISSUED_BY_PRIMARY,   SECONDARY_FIRST, P,   NO_MEMORY",
        "REFRESH,  ISSUED_BY_SECONDARY, SECONDARY_FIRST, '',  NO_MEMORY",
        "REFRESH,  SEEN_AT_PRIMARY,     PRIMARY_FIRST,   '',  NO_MEMORY",
        "REFRESH,  HINT_OF_PRIMARY,     PRIMARY_FIRST,   '',  NO_MEMORY",
        // Nothing is changed that would have to be remembered.
        "REVOCATION,       NOTHING,     PRIMARY_FIRST,   '',  NO_MEMORY",
        "LOCK,             NOTHING,     PRIMARY_FIRST,   '',  NO_MEMORY",
        "CLIENT_DELETION,  NOTHING,     PRIMARY_ONLY,    '',  NO_MEMORY",
        "CLIENT_UPDATE,    NOTHING,     PRIMARY_FIRST,   '',  NO_MEMORY",
        // What is about no copy is the leader's, as far as nobody knows where it lives.
        "LOGIN,        NOTHING,             PRIMARY_FIRST,   P,   NO_MEMORY",
        "LOGIN,        NOTHING,             SECONDARY_FIRST, S,   NO_MEMORY",
        "CLIENT_READ,  NOTHING,             SECONDARY_FIRST, S,   NO_MEMORY",
        "OFFER,        NOTHING,             SECONDARY_FIRST, P,   NO_MEMORY",
        "SERVICE_UPDATE, NOTHING,           SECONDARY_FIRST, P,   NO_MEMORY",
        "CODE,         NOTHING,             SECONDARY_FIRST, S,   NO_MEMORY",
        "CODE,         ISSUED_BY_PRIMARY,   SECONDARY_FIRST, P,   CUSTODY",
        "CODE,         ISSUED_BY_SECONDARY, PRIMARY_FIRST,   S P, HINT",
        "VERIFICATION, HINT_OF_SECONDARY,   PRIMARY_FIRST,   S P, HINT",
        "TICKET,       NOTHING,             PRIMARY_FIRST,   S P, TICKET",
        "TAGGED,       NOTHING,             SECONDARY_FIRST, P,   TICKET",
        "JWKS,         NOTHING,             SECONDARY_FIRST, P S, OPERATION",
    })
    void theTableHolds(Calls what, Before before, Stage stage, String order, Plan.Basis basis) {
        Plan plan =
                ROUTER.planWithoutMemory(what.facts(), known(what.facts(), before, true), SecretStatus.EQUAL, stage);

        assertThat(RouterTest.initials(plan)).isEqualTo(order);
        assertThat(plan.basis()).isEqualTo(basis);
    }

    @ParameterizedTest(name = "{0}, {1} -> {2} because {3}")
    @CsvSource({
        "READ,         NOTHING,           '',  NO_MEMORY",
        "VERIFICATION, HINT_OF_SECONDARY, S P, HINT",
        "LOGIN,        NOTHING,           S,   NO_MEMORY",
        "CODE,         NOTHING,           P,   NO_MEMORY",
        "CODE,         ISSUED_BY_PRIMARY, P,   NO_MEMORY",
        "COMPLETION,   HINT_OF_SECONDARY, '',  NO_MEMORY",
        "TICKET,       NOTHING,           P,   NO_MEMORY",
        "TAGGED,       NOTHING,           P,   NO_MEMORY",
        "JWKS,         NOTHING,           P S, OPERATION",
    })
    void aNodeThatKnowsNothingByHeartHasNothingUsedUpAtTheSecondary(
            Calls what, Before before, String order, Plan.Basis basis) {
        Plan plan = ROUTER.planWithoutMemory(
                what.facts(), known(what.facts(), before, false), SecretStatus.EQUAL, Stage.SECONDARY_FIRST);

        assertThat(RouterTest.initials(plan)).isEqualTo(order);
        assertThat(plan.basis()).isEqualTo(basis);
    }

    @Test
    void nobodyIsAskedAboutWhatIsKnownByHeartToBeDead() {
        CallFacts facts = Calls.READ.facts();
        Custody custody = custody();
        custody.kills().killed(List.of(custody.key(subject(facts))));
        store.down = true;

        Plan plan = ROUTER.planWithoutMemory(facts, known(custody, facts), SecretStatus.EQUAL, Stage.PRIMARY_FIRST);

        assertThat(plan).isEqualTo(new Plan(Plan.Mode.IN_TURN, List.of(), Plan.Basis.NO_MEMORY));
    }

    @Test
    void nobodyIsAskedWhereTheOperatorsRouteLeavesOutWhoAloneMayAnswer() {
        Map<String, OperationRule> chosen =
                Map.of("auth-introspection", OperationRule.NONE.withRoute(Route.SECONDARY_ONLY));
        Router router = new Router(true, true, new Rules(chosen, Condition.DEFAULTS, List.of()));
        CallFacts facts = Calls.READ.facts();

        assertThat(router.planWithoutMemory(
                        facts, known(facts, Before.NOTHING, true), SecretStatus.EQUAL, Stage.PRIMARY_FIRST))
                .isEqualTo(new Plan(Plan.Mode.IN_TURN, List.of(), Plan.Basis.NO_MEMORY));
    }

    @ParameterizedTest
    @EnumSource(Calls.class)
    void withoutASecondaryNothingIsLackedByLackOfMemory(Calls what) {
        Router router = new Router(false, true, new Rules());

        assertThat(router.planWithoutMemory(
                        what.facts(),
                        known(what.facts(), Before.NOTHING, false),
                        SecretStatus.EQUAL,
                        Stage.SECONDARY_FIRST))
                .isEqualTo(new Plan(Plan.Mode.IN_TURN, List.of(Side.PRIMARY), Plan.Basis.SOLE_BACKEND));
    }

    /** Returns what a node knows while the store is down, which has known the store before, or not. */
    private CustodySnapshot known(CallFacts facts, Before before, boolean learned) {
        store.down = !learned;
        Custody custody = custody();
        store.down = true;
        remember(custody, facts, before);
        return known(custody, facts);
    }

    private static CustodySnapshot known(Custody custody, CallFacts facts) {
        CustodySnapshot known = custody.of(facts.subject(), facts.names());
        assertThat(known.storeDown()).isTrue();
        return known;
    }

    private Custody custody() {
        return Custody.open(
                store, List.of(new byte[32]), "service", CustodySettings.defaults(), OutboxSettings.defaults(), time);
    }

    private static void remember(Custody custody, CallFacts facts, Before before) {
        switch (before) {
            case NOTHING -> {}
            case ISSUED_BY_PRIMARY -> custody.issued().issued(List.of(subject(facts)), TokenRow.NONE, Side.PRIMARY);
            case ISSUED_BY_SECONDARY -> custody.issued().issued(List.of(subject(facts)), TokenRow.NONE, Side.SECONDARY);
            case HINT_OF_PRIMARY -> custody.hint(subject(facts), Side.PRIMARY);
            case HINT_OF_SECONDARY -> custody.hint(subject(facts), Side.SECONDARY);
            case SEEN_AT_PRIMARY -> custody.recognisedAtPrimary(subject(facts), true);
        }
    }

    private static Credential subject(CallFacts facts) {
        return Objects.requireNonNull(facts.subject());
    }
}
