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
class AcceptanceDecisionTest {

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
        assertThat(of(TOKEN, Map.of())).isEqualTo(new AcceptanceDecision(AcceptanceVerdict.FINE, List.of(), Set.of()));
        assertThat(of(null, Map.of())).isEqualTo(new AcceptanceDecision(AcceptanceVerdict.FINE, List.of(), Set.of()));
        assertThat(of(TOKEN, Map.of(TOKEN, SEEN, CLIENT, SEEN)).verdict()).isEqualTo(AcceptanceVerdict.FINE);
    }

    @Test
    void nothingOfADeletedClientIsBelievedWhateverElseIsKnown() {
        assertThat(of(null, Map.of(CLIENT, DELETED)).verdict()).isEqualTo(AcceptanceVerdict.OF_DELETED_CLIENT);
        assertThat(of(TOKEN, Map.of(CLIENT, DELETED, TOKEN, killed())).verdict())
                .isEqualTo(AcceptanceVerdict.OF_DELETED_CLIENT);
    }

    @Test
    void aKilledTokenIsDead() {
        assertThat(of(TOKEN, Map.of(TOKEN, killed())).verdict()).isEqualTo(AcceptanceVerdict.DEAD);
    }

    @Test
    void anAcceptanceThatBringsAgainWhatHasDiedSinceIsDead() {
        CustodyKey successor = new CustodyKey(7, 7);
        Map<CustodyKey, CustodyRecord> records = Map.of(successor, killed());
        assertThat(AcceptanceDecision.of(TOKEN, List.of(successor), NAMES, NAMES, records, List.of(), Side.PRIMARY)
                        .verdict())
                .isEqualTo(AcceptanceVerdict.DEAD);
    }

    @Test
    void aKillThatIsUnderWayCountsIfItsOwnerOrTheServerAsked() {
        CustodyKey newer = new CustodyKey(9, 9, CLIENT);
        CustodyKey stranger = new CustodyKey(8, 8);
        assertThat(of(TOKEN, Map.of(TOKEN, opened(null))).verdict()).isEqualTo(AcceptanceVerdict.DEAD);
        assertThat(of(TOKEN, Map.of(TOKEN, opened(CLIENT))).verdict()).isEqualTo(AcceptanceVerdict.DEAD);
        assertThat(of(TOKEN, Map.of(TOKEN, opened(stranger))).verdict()).isEqualTo(AcceptanceVerdict.FINE);
        Map<CustodyKey, CustodyRecord> records = Map.of(TOKEN, opened(CLIENT));
        assertThat(AcceptanceDecision.of(TOKEN, List.of(), List.of(newer), List.of(), records, List.of(), Side.PRIMARY)
                        .verdict())
                .as("the owner under a newer secret")
                .isEqualTo(AcceptanceVerdict.DEAD);
    }

    @Test
    void aKillOfManyCoversWhatWasNotIssuedAfterIt() {
        CustodyRecord twice = CustodyRecord.killed(killed(), "second", EXPIRES);
        assertThat(of(TOKEN, Map.of(SUBJECT, killed())).verdict()).isEqualTo(AcceptanceVerdict.DEAD);
        assertThat(of(TOKEN, Map.of(TOKEN, SEEN, SUBJECT, killed())).verdict()).isEqualTo(AcceptanceVerdict.DEAD);
        assertThat(of(TOKEN, Map.of(TOKEN, marked("kill"), SUBJECT, killed())).verdict())
                .isEqualTo(AcceptanceVerdict.FINE);
        assertThat(of(TOKEN, Map.of(TOKEN, marked("kill"), SUBJECT, twice)).verdict())
                .isEqualTo(AcceptanceVerdict.DEAD);
        assertThat(of(null, Map.of(SUBJECT, killed())).verdict())
                .as("no token, so nothing that was killed")
                .isEqualTo(AcceptanceVerdict.FINE);
    }

    @Test
    void whatIsIssuedComesAfterAllKillsOfManyThatTheBackendKnowsOfAlsoThoseUnderWay() {
        OutboxEntry half = StoredThings.entry("d", SUBJECT);
        CustodyRecord open = CustodyRecord.opened(killed(), half.kill(), null, Reach.MANY, EXPIRES);
        CustodyRecord ofClient = CustodyRecord.killed(null, "client", EXPIRES);
        Map<CustodyKey, CustodyRecord> records = Map.of(SUBJECT, open, CLIENT, ofClient);
        View pending = new View(records, List.of(half), Set.of());
        assertThat(issued(pending, Side.PRIMARY))
                .isEqualTo(new AcceptanceDecision(
                        AcceptanceVerdict.FINE, List.of(), Set.of("kill", half.kill(), "client")));
        assertThat(issued(pending, Side.SECONDARY))
                .isEqualTo(new AcceptanceDecision(AcceptanceVerdict.PENDING, List.of(half), Set.of("kill", "client")));
        assertThat(of(null, records).earlierKills()).as("nothing is issued").isEmpty();
    }

    @Test
    void whatTheBackendOwesStandsInTheWayThereAlone() {
        for (CustodyKey about : List.of(TOKEN, CLIENT)) {
            OutboxEntry entry = StoredThings.entry("d", about);
            assertThat(of(TOKEN, entry, Side.SECONDARY))
                    .isEqualTo(new AcceptanceDecision(AcceptanceVerdict.PENDING, List.of(entry), Set.of()));
            assertThat(of(TOKEN, entry, Side.PRIMARY).verdict()).isEqualTo(AcceptanceVerdict.FINE);
        }
        assertThat(of(null, StoredThings.entry("d", TOKEN), Side.SECONDARY).verdict())
                .isEqualTo(AcceptanceVerdict.FINE);
        assertThat(of(null, StoredThings.entry("d", CLIENT), Side.SECONDARY).verdict())
                .isEqualTo(AcceptanceVerdict.PENDING);
    }

    private static AcceptanceDecision issued(View view, Side side) {
        return AcceptanceDecision.of(null, List.of(TOKEN), NAMES, NAMES, view.records(), view.entries(), side);
    }

    private static AcceptanceDecision of(@Nullable CustodyKey token, Map<CustodyKey, CustodyRecord> records) {
        return AcceptanceDecision.of(token, List.of(), NAMES, NAMES, records, List.of(), Side.PRIMARY);
    }

    private static AcceptanceDecision of(@Nullable CustodyKey token, OutboxEntry entry, Side side) {
        return AcceptanceDecision.of(token, List.of(), NAMES, NAMES, Map.of(), List.of(entry), side);
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
