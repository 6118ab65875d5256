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
class RecollectionTest {

    private static final CustodyKey KEY = new CustodyKey(1, 1);
    private static final CustodyKey COMPANION = new CustodyKey(2, 2);

    private final ManualTime time = new ManualTime();
    private final Recollection recollection = new Recollection(Duration.ofSeconds(60), Duration.ofDays(90), 100, time);

    @Test
    void whatThePrimaryIssuedIsRememberedForLongAndWhatTheSecondaryIssuedIsNot() {
        recollection.issued(KEY, Side.PRIMARY, COMPANION);
        recollection.issued(COMPANION, Side.SECONDARY, KEY);
        assertThat(standing(COMPANION)).isEqualTo(new Standing(Firmness.ISSUED, Side.SECONDARY));

        time.advance(Duration.ofSeconds(61));
        assertThat(recollection.of(COMPANION))
                .as("its row is the same wherever it is copied to")
                .isEqualTo(new Recollection.Memory(Standing.UNKNOWN, KEY));
        assertThat(recollection.of(KEY))
                .isEqualTo(new Recollection.Memory(new Standing(Firmness.ISSUED, Side.PRIMARY), COMPANION));
        time.advance(Duration.ofDays(90));
        assertThat(recollection.of(KEY)).isNull();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aHintIsReplacedByOneOfTheOtherBackendAlone(Side side) {
        recollection.hint(KEY, side);
        recollection.hint(KEY, side.other());
        assertThat(standing(KEY)).isEqualTo(new Standing(Firmness.HINT, side.other()));
    }

    @Test
    void aHintThatIsGivenAgainIsNotProlonged() {
        recollection.hint(KEY, Side.SECONDARY);
        time.advance(Duration.ofSeconds(59));
        recollection.hint(KEY, Side.SECONDARY);
        assertThat(recollection.of(KEY)).isNotNull();
        time.advance(Duration.ofSeconds(2));
        assertThat(recollection.of(KEY)).isNull();
    }

    @Test
    void aHintNeverReplacesWhatIsKnownBetter() {
        recollection.issued(KEY, Side.SECONDARY, COMPANION);
        recollection.hint(KEY, Side.PRIMARY);
        assertThat(recollection.of(KEY))
                .isEqualTo(new Recollection.Memory(new Standing(Firmness.ISSUED, Side.SECONDARY), COMPANION));
    }

    @Test
    void thePrimarysLastWordCountsUnlessItIssuedTheThing() {
        recollection.recognised(KEY, true);
        assertThat(standing(KEY)).isEqualTo(new Standing(Firmness.SEEN, Side.PRIMARY));
        recollection.recognised(KEY, false);
        assertThat(standing(KEY)).isEqualTo(new Standing(Firmness.REFUSED, Side.PRIMARY));

        recollection.issued(COMPANION, Side.PRIMARY, KEY);
        recollection.recognised(COMPANION, false);
        assertThat(recollection.of(COMPANION))
                .isEqualTo(new Recollection.Memory(new Standing(Firmness.ISSUED, Side.PRIMARY), KEY));
    }

    @Test
    void whatIsForgottenIsForgottenWhole() {
        recollection.hint(KEY, Side.SECONDARY);
        recollection.recognised(COMPANION, true);
        recollection.forget(List.of(KEY, COMPANION));
        assertThat(recollection.of(KEY)).isNull();
        assertThat(recollection.of(COMPANION)).isNull();
    }

    private Standing standing(CustodyKey key) {
        return Objects.requireNonNull(recollection.of(key)).standing();
    }
}
