package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a process remembers beside the store, and for how long. */
class LocalCustodyCacheTest {

    private static final CustodyKey KEY = new CustodyKey(1, 1);
    private static final CustodyKey COMPANION = new CustodyKey(2, 2);

    private final ManualTime time = new ManualTime();
    private final LocalCustodyCache localCache =
            new LocalCustodyCache(Duration.ofSeconds(60), Duration.ofDays(90), 100, time);

    @Test
    void whatThePrimaryIssuedIsRememberedForLongAndWhatTheSecondaryIssuedIsNot() {
        localCache.issued(KEY, Side.PRIMARY, COMPANION);
        localCache.issued(COMPANION, Side.SECONDARY, KEY);
        assertThat(status(COMPANION)).isEqualTo(new CustodyStatus(CustodyLevel.ISSUED, Side.SECONDARY));

        time.advance(Duration.ofSeconds(61));
        assertThat(localCache.of(COMPANION))
                .as("its row is the same wherever it is copied to")
                .isEqualTo(new LocalCustodyCache.Memory(CustodyStatus.UNKNOWN, KEY));
        assertThat(localCache.of(KEY))
                .isEqualTo(
                        new LocalCustodyCache.Memory(new CustodyStatus(CustodyLevel.ISSUED, Side.PRIMARY), COMPANION));
        time.advance(Duration.ofDays(90));
        assertThat(localCache.of(KEY)).isNull();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aHintIsReplacedByOneOfTheOtherBackendAlone(Side side) {
        localCache.hint(KEY, side);
        localCache.hint(KEY, side.other());
        assertThat(status(KEY)).isEqualTo(new CustodyStatus(CustodyLevel.HINT, side.other()));
    }

    @Test
    void aHintThatIsGivenAgainIsNotProlonged() {
        localCache.hint(KEY, Side.SECONDARY);
        time.advance(Duration.ofSeconds(59));
        localCache.hint(KEY, Side.SECONDARY);
        assertThat(localCache.of(KEY)).isNotNull();
        time.advance(Duration.ofSeconds(2));
        assertThat(localCache.of(KEY)).isNull();
    }

    @Test
    void aHintNeverReplacesWhatIsKnownBetter() {
        localCache.issued(KEY, Side.SECONDARY, COMPANION);
        localCache.hint(KEY, Side.PRIMARY);
        assertThat(localCache.of(KEY))
                .isEqualTo(new LocalCustodyCache.Memory(
                        new CustodyStatus(CustodyLevel.ISSUED, Side.SECONDARY), COMPANION));
    }

    @Test
    void thePrimarysLastWordCountsUnlessItIssuedTheThing() {
        localCache.recognised(KEY, true);
        assertThat(status(KEY)).isEqualTo(new CustodyStatus(CustodyLevel.SEEN, Side.PRIMARY));
        localCache.recognised(KEY, false);
        assertThat(status(KEY)).isEqualTo(new CustodyStatus(CustodyLevel.REFUSED, Side.PRIMARY));

        localCache.issued(COMPANION, Side.PRIMARY, KEY);
        localCache.recognised(COMPANION, false);
        assertThat(localCache.of(COMPANION))
                .isEqualTo(new LocalCustodyCache.Memory(new CustodyStatus(CustodyLevel.ISSUED, Side.PRIMARY), KEY));
    }

    @Test
    void whatIsForgottenIsForgottenWhole() {
        localCache.hint(KEY, Side.SECONDARY);
        localCache.recognised(COMPANION, true);
        localCache.forget(List.of(KEY, COMPANION));
        assertThat(localCache.of(KEY)).isNull();
        assertThat(localCache.of(COMPANION)).isNull();
    }

    private CustodyStatus status(CustodyKey key) {
        return Objects.requireNonNull(localCache.of(key)).status();
    }
}
