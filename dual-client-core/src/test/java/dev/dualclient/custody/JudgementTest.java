package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.custody.CustodyStore.View;
import dev.dualclient.custody.Kill.Reach;
import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which acceptances are believed. */
class JudgementTest {

    private static final CustodyKey TOKEN = new CustodyKey(1, 1);
    private static final CustodyKey CLIENT = new CustodyKey(2, 2);
    private static final CustodyKey SUBJECT = new CustodyKey(3, 3);
    private static final List<CustodyKey> NAMES = List.of(CLIENT, SUBJECT);
    private static final Instant EXPIRES = Instant.parse("2026-02-01T00:00:00Z");
    private static final CustodyRecord SEEN = CustodyRecord.seen(null, EXPIRES);
    private static final CustodyRecord DELETED = Objects.requireNonNull(CustodyRecord.assured(
            CustodyRecord.opened(null, "delete", null, Reach.ONE, EXPIRES), "delete", true, EXPIRES));

    @Test
    void whatNothingIsKnownOfIsBelieved() {
        assertThat(of(TOKEN, Map.of())).isEqualTo(new Judgement(Verdict.FINE, List.of(), Set.of()));
        assertThat(of(null, Map.of())).isEqualTo(new Judgement(Verdict.FINE, List.of(), Set.of()));
        assertThat(of(TOKEN, Map.of(TOKEN, SEEN, CLIENT, SEEN)).verdict()).isEqualTo(Verdict.FINE);
    }

    @Test
    void nothingOfADeletedClientIsBelievedWhateverElseIsKnown() {
        assertThat(of(null, Map.of(CLIENT, DELETED)).verdict()).isEqualTo(Verdict.OF_DELETED_CLIENT);
        assertThat(of(TOKEN, Map.of(CLIENT, DELETED, TOKEN, killed())).verdict())
                .isEqualTo(Verdict.OF_DELETED_CLIENT);
    }

    @Test
    void aKilledTokenIsDead() {
        assertThat(of(TOKEN, Map.of(TOKEN, killed())).verdict()).isEqualTo(Verdict.DEAD);
    }

    @Test
    void anAcceptanceThatBringsAgainWhatHasDiedSinceIsDead() {
        CustodyKey successor = new CustodyKey(7, 7);
        Map<CustodyKey, CustodyRecord> records = Map.of(successor, killed());
        assertThat(Judgement.of(TOKEN, List.of(successor), NAMES, NAMES, records, List.of(), Side.PRIMARY)
                        .verdict())
                .isEqualTo(Verdict.DEAD);
    }

    @Test
    void aKillThatIsUnderWayCountsIfItsOwnerOrTheServerAsked() {
        CustodyKey newer = new CustodyKey(9, 9, CLIENT);
        CustodyKey stranger = new CustodyKey(8, 8);
        assertThat(of(TOKEN, Map.of(TOKEN, opened(null))).verdict()).isEqualTo(Verdict.DEAD);
        assertThat(of(TOKEN, Map.of(TOKEN, opened(CLIENT))).verdict()).isEqualTo(Verdict.DEAD);
        assertThat(of(TOKEN, Map.of(TOKEN, opened(stranger))).verdict()).isEqualTo(Verdict.FINE);
        Map<CustodyKey, CustodyRecord> records = Map.of(TOKEN, opened(CLIENT));
        assertThat(Judgement.of(TOKEN, List.of(), List.of(newer), List.of(), records, List.of(), Side.PRIMARY)
                        .verdict())
                .as("the owner under a newer secret")
                .isEqualTo(Verdict.DEAD);
    }

    @Test
    void aKillOfManyCoversWhatWasNotIssuedAfterIt() {
        CustodyRecord twice = CustodyRecord.killed(killed(), "second", EXPIRES);
        assertThat(of(TOKEN, Map.of(SUBJECT, killed())).verdict()).isEqualTo(Verdict.DEAD);
        assertThat(of(TOKEN, Map.of(TOKEN, SEEN, SUBJECT, killed())).verdict()).isEqualTo(Verdict.DEAD);
        assertThat(of(TOKEN, Map.of(TOKEN, marked("kill"), SUBJECT, killed())).verdict())
                .isEqualTo(Verdict.FINE);
        assertThat(of(TOKEN, Map.of(TOKEN, marked("kill"), SUBJECT, twice)).verdict())
                .isEqualTo(Verdict.DEAD);
        assertThat(of(null, Map.of(SUBJECT, killed())).verdict())
                .as("no token, so nothing that was killed")
                .isEqualTo(Verdict.FINE);
    }

    @Test
    void whatIsIssuedComesAfterAllKillsOfManyThatTheBackendKnowsOfAlsoThoseUnderWay() {
        Debt half = StoredThings.debt("d", SUBJECT);
        CustodyRecord open = CustodyRecord.opened(killed(), half.kill(), null, Reach.MANY, EXPIRES);
        CustodyRecord ofClient = CustodyRecord.killed(null, "client", EXPIRES);
        Map<CustodyKey, CustodyRecord> records = Map.of(SUBJECT, open, CLIENT, ofClient);
        View owed = new View(records, List.of(half), Set.of());
        assertThat(issued(owed, Side.PRIMARY))
                .isEqualTo(new Judgement(Verdict.FINE, List.of(), Set.of("kill", half.kill(), "client")));
        assertThat(issued(owed, Side.SECONDARY))
                .isEqualTo(new Judgement(Verdict.OWED, List.of(half), Set.of("kill", "client")));
        assertThat(of(null, records).earlierKills()).as("nothing is issued").isEmpty();
    }

    @Test
    void whatTheBackendOwesStandsInTheWayThereAlone() {
        for (CustodyKey about : List.of(TOKEN, CLIENT)) {
            Debt debt = StoredThings.debt("d", about);
            assertThat(of(TOKEN, debt, Side.SECONDARY)).isEqualTo(new Judgement(Verdict.OWED, List.of(debt), Set.of()));
            assertThat(of(TOKEN, debt, Side.PRIMARY).verdict()).isEqualTo(Verdict.FINE);
        }
        assertThat(of(null, StoredThings.debt("d", TOKEN), Side.SECONDARY).verdict())
                .isEqualTo(Verdict.FINE);
        assertThat(of(null, StoredThings.debt("d", CLIENT), Side.SECONDARY).verdict())
                .isEqualTo(Verdict.OWED);
    }

    private static Judgement issued(View view, Side side) {
        return Judgement.of(null, List.of(TOKEN), NAMES, NAMES, view.records(), view.debts(), side);
    }

    private static Judgement of(@Nullable CustodyKey token, Map<CustodyKey, CustodyRecord> records) {
        return Judgement.of(token, List.of(), NAMES, NAMES, records, List.of(), Side.PRIMARY);
    }

    private static Judgement of(@Nullable CustodyKey token, Debt debt, Side side) {
        return Judgement.of(token, List.of(), NAMES, NAMES, Map.of(), List.of(debt), side);
    }

    private static CustodyRecord killed() {
        return CustodyRecord.killed(null, "kill", EXPIRES);
    }

    private static CustodyRecord opened(@Nullable CustodyKey killer) {
        return CustodyRecord.opened(null, "kill", killer, Reach.ONE, EXPIRES);
    }

    private static CustodyRecord marked(String kill) {
        return CustodyRecord.issued(null, Side.PRIMARY, Set.of(kill), EXPIRES);
    }
}
