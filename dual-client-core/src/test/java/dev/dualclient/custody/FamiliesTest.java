package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.custody.Kill.Reach;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lines of refreshes, whose tokens end together. */
class FamiliesTest {

    private static final Credential ONE = token("1");
    private static final Credential TWO = token("2");
    private static final Credential THREE = token("3");
    private static final Credential FOUR = token("4");
    private static final Parties OWNER = Parties.ofClients(List.of("1"));
    private static final Parties STRANGER = Parties.ofClients(List.of("2"));

    private final ManualTime time = new ManualTime();
    private final FailingStore store = new FailingStore(new MemoryStore(1000, time));
    private final Custody custody = node(1);

    /** A node with the newest of so many secrets. */
    private Custody node(int secrets) {
        byte[] old = new byte[32];
        byte[] young = new byte[32];
        young[0] = 1;
        return Custody.open(
                store,
                secrets == 1 ? List.of(old) : List.of(young, old),
                "service",
                CustodySettings.defaults(),
                OutboxSettings.defaults(),
                time);
    }

    private static Credential token(String value) {
        return new Credential(CredentialKind.REFRESH_TOKEN, value);
    }

    private boolean replaced(Credential used, Credential by) {
        return replaced(custody, used, by);
    }

    private static boolean replaced(Custody node, Credential used, Credential by) {
        Claim claim = Objects.requireNonNull(node.claims().claim(node.row(used, null), Side.SECONDARY, OWNER));
        return node.claims().spent(claim, List.of(by), OWNER);
    }

    private void killed(Credential token) {
        custody.kills().killed(List.of(custody.key(token)));
    }

    private static boolean isDead(Custody node, Credential token) {
        return node.of(token, OWNER).status().level() == CustodyLevel.KILLED;
    }

    private void assertDead(Credential... tokens) {
        for (Credential token : tokens) {
            assertThat(isDead(node(1), token)).isTrue();
            assertThat(node(1).judge(token, List.of(), OWNER, Side.PRIMARY).verdict())
                    .isEqualTo(AcceptanceVerdict.DEAD);
        }
    }

    private @Nullable CustodyRecord record(CustodyKey key) {
        return store.look(List.of(key)).records().get(key);
    }

    private CustodyKey family(Credential token) {
        return Objects.requireNonNull(
                Objects.requireNonNull(record(custody.key(token))).family());
    }

    // ---- one family ----

    @Test
    void aLineIsOfOneFamilyThatHasNoRecordUntilItEnds() {
        replaced(ONE, TWO);
        replaced(TWO, THREE);
        assertThat(family(ONE)).isEqualTo(family(TWO)).isEqualTo(family(THREE));
        assertThat(record(family(ONE))).isNull();
        killed(THREE);
        assertThat(Objects.requireNonNull(record(family(ONE))).isKilled()).isTrue();
    }

    @Test
    void theEndOfATokenIsThatOfAllThatItDescendsFrom() {
        replaced(ONE, TWO);
        replaced(TWO, THREE);
        killed(THREE);
        assertDead(ONE, TWO, THREE);
        assertThat(isDead(custody, token("another"))).isFalse();
    }

    @Test
    void whatIsUsedUpAtOnceWithItsEndTakesNothingWithIt() {
        replaced(ONE, TWO);
        killed(ONE); // it was not when somebody looked at it
        assertDead(ONE);
        assertThat(isDead(node(1), TWO)).isFalse();
        assertThat(replaced(TWO, THREE)).isTrue();
    }

    @Test
    void whatIsIssuedBeforeSomebodyKnowsOfTheEndIsNotOfTheFamily() {
        Credential access = new Credential(CredentialKind.ACCESS_TOKEN, "a");
        replaced(ONE, TWO);
        killed(TWO);
        custody.issued().issued(List.of(access, THREE), custody.row(TWO, null), Side.PRIMARY);
        assertDead(ONE, TWO);
        assertThat(isDead(custody, THREE)).isFalse();
    }

    @Test
    void whatIsUsedUpTakesNothingWithIt() {
        replaced(ONE, TWO);
        custody.kills().replaced(custody.key(ONE), null);
        assertThat(isDead(node(1), ONE)).isTrue();
        assertThat(isDead(node(1), TWO)).isFalse();
        assertThat(replaced(TWO, THREE)).isTrue();
    }

    @Test
    void whatIsClaimedAndNotReplacedBeginsNoFamily() {
        Credential access = new Credential(CredentialKind.ACCESS_TOKEN, "a");
        Claim claim = Objects.requireNonNull(custody.claims().claim(custody.row(ONE, null), Side.SECONDARY, OWNER));
        custody.claims().kept(claim, List.of(access, ONE));
        assertThat(record(custody.key(ONE))).isNull();
    }

    @Test
    void whatIsIssuedForSomethingThatIsNotUsedUpIsOfNoFamily() {
        Credential access = new Credential(CredentialKind.ACCESS_TOKEN, "a");
        Credential exchanged = new Credential(CredentialKind.ACCESS_TOKEN, "e");
        replaced(ONE, TWO);
        custody.issued().issued(List.of(access, THREE), custody.row(TWO, null), Side.PRIMARY);
        custody.issued().issued(List.of(exchanged, FOUR), TokenRow.NONE, Side.PRIMARY);
        custody.kills().open("k", List.of(custody.key(THREE)), Reach.LINE, List.of());
        custody.kills().assure("k", List.of(custody.key(THREE)), false, List.of());
        assertThat(isDead(custody, access)).isTrue();
        assertThat(isDead(custody, ONE)).isTrue();
        assertThat(isDead(custody, exchanged)).isFalse();
        assertThat(isDead(custody, FOUR)).isFalse();
    }

    @Test
    void aStrangersKillEndsNothingAndLeavesNothing() {
        replaced(ONE, TWO);
        List<CustodyKey> row = List.of(custody.key(TWO));
        custody.kills().claim("k", row, Reach.LINE, "2", List.of());
        custody.kills().authenticated("k", row);
        assertThat(node(1).judge(ONE, List.of(), OWNER, Side.SECONDARY).verdict())
                .isEqualTo(AcceptanceVerdict.FINE);
        assertThat(node(1).judge(ONE, List.of(), STRANGER, Side.SECONDARY).verdict())
                .isEqualTo(AcceptanceVerdict.DEAD);
        custody.kills().spare("k", row, List.of());
        assertThat(node(1).judge(ONE, List.of(), STRANGER, Side.SECONDARY).verdict())
                .isEqualTo(AcceptanceVerdict.FINE);
        assertThat(record(family(ONE))).isNull();
    }

    @Test
    void aKillUnderWayIsMadeSureOfTheWholeLine() {
        replaced(ONE, TWO);
        List<CustodyKey> row = List.of(custody.key(TWO));
        custody.kills().claim("k", row, Reach.LINE, "1", List.of());
        custody.kills().authenticated("k", row);
        assertThat(isDead(node(1), ONE)).isFalse();
        assertThat(node(1).judge(ONE, List.of(), OWNER, Side.SECONDARY).verdict())
                .isEqualTo(AcceptanceVerdict.DEAD);
        custody.kills().assure("k", row, false, List.of());
        assertDead(ONE, TWO);
    }

    // ---- two families ----

    @Test
    void twoFamiliesThatAreFoundToBeOneEndTogether() {
        replaced(ONE, TWO);
        replaced(THREE, FOUR);
        assertThat(family(ONE)).isNotEqualTo(family(THREE));
        assertThat(replaced(TWO, THREE)).isTrue();
        killed(FOUR);
        assertDead(ONE, TWO, THREE, FOUR);
    }

    @Test
    void aFamilyTakesOverTheEndOfWhatIsJoinedToIt() {
        for (String dead : List.of("first", "last")) {
            Credential[] row = {token(dead + "1"), token(dead + "2"), token(dead + "3"), token(dead + "4")};
            replaced(row[0], row[1]);
            replaced(row[2], row[3]);
            killed(dead.equals("first") ? row[1] : row[3]);
            Claim claim = custody.claims().claim(custody.row(row[1], null), Side.SECONDARY, OWNER);
            assertThat(claim == null).isEqualTo(dead.equals("first"));
            if (claim != null) {
                assertThat(custody.claims().spent(claim, List.of(row[2]), OWNER))
                        .isFalse();
                assertDead(row);
            }
        }
    }

    @Test
    void aKillUnderWayFollowsAFamilyThatIsJoined() {
        for (String half : List.of("older", "younger")) {
            Credential[] row = {token(half + "1"), token(half + "2"), token(half + "3"), token(half + "4")};
            replaced(row[0], row[1]);
            replaced(row[2], row[3]);
            List<CustodyKey> target = List.of(custody.key(half.equals("older") ? row[1] : row[3]));
            custody.kills().claim("k", target, Reach.LINE, "2", List.of());
            custody.kills().authenticated("k", target);
            assertThat(replaced(row[1], row[2])).isTrue();
            assertThat(node(1).judge(row[0], List.of(), STRANGER, Side.SECONDARY)
                            .verdict())
                    .isEqualTo(AcceptanceVerdict.DEAD);
            custody.kills().spare("k", target, List.of());
            for (Credential token : row) {
                assertThat(node(1).judge(token, List.of(), STRANGER, Side.SECONDARY)
                                .verdict())
                        .isEqualTo(AcceptanceVerdict.FINE);
            }
        }
    }

    // ---- how long ----

    @Test
    void whatIsWrittenAgainIsKnownToBeDeadForAsLongAsItIsKnown() {
        replaced(ONE, TWO);
        killed(TWO);
        CustodyKey family = family(ONE);
        time.advance(Duration.ofDays(60));
        custody.claims().spent(ONE, Side.SECONDARY);
        CustodyRecord again = Objects.requireNonNull(record(custody.key(ONE)));
        assertThat(Objects.requireNonNull(record(family)).expires()).isEqualTo(again.expires());
        time.advance(Duration.ofDays(60));
        assertDead(ONE);
    }

    @Test
    void whatIsWrittenAgainNamesTheRoot() {
        replaced(ONE, TWO);
        replaced(THREE, FOUR);
        replaced(TWO, THREE);
        time.advance(Duration.ofDays(1));
        custody.claims().spent(ONE, Side.SECONDARY);
        custody.claims().spent(FOUR, Side.SECONDARY);
        CustodyKey root = family(ONE);
        assertThat(family(FOUR)).isEqualTo(root);
        assertThat(record(root)).isNull();
    }

    // ---- keys, and the store down ----

    @Test
    void aLineEndsUnderEveryKey() {
        Custody rotated = node(2);
        replaced(ONE, TWO);
        replaced(rotated, TWO, THREE);
        killed(THREE);
        assertThat(isDead(rotated, ONE)).isTrue();
        assertThat(isDead(rotated, THREE)).isTrue();
        assertDead(ONE, TWO, THREE);
    }

    @Test
    void withoutTheStoreANodeKnowsTheFamiliesThatItHasMet() {
        replaced(ONE, TWO);
        Custody met = node(1);
        Custody stranger = node(1);
        met.of(ONE, OWNER);
        killed(TWO);
        met.monitor().tick();
        stranger.monitor().tick();
        store.down = true;
        assertThat(met.of(ONE, OWNER).mayBeDead()).isTrue();
        assertThat(met.judge(ONE, List.of(), OWNER, Side.PRIMARY).verdict()).isEqualTo(AcceptanceVerdict.UNSETTLED);
        assertThat(stranger.of(ONE, OWNER).mayBeDead())
                .as("spent at the secondary, which each node keeps locally anyway")
                .isTrue();
        assertThat(met.of(token("another"), OWNER).mayBeDead()).isFalse();
    }
}
