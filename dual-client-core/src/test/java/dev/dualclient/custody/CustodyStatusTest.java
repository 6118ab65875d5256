package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.operation.Side;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From when on a backend answers for a credential. */
class CustodyStatusTest {

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN, false, false",
        "HINT, false, false",
        "ISSUED, true, false",
        "SEEN, true, true",
        "REFUSED, true, true",
        "CLAIMED, true, true",
        "SPENT, true, true"
    })
    void whatTheSecondaryIssuedMayHaveMoved(CustodyLevel level, boolean atPrimary, boolean atSecondary) {
        CustodyStatus primary = new CustodyStatus(level, Side.PRIMARY);
        CustodyStatus secondary = new CustodyStatus(level, Side.SECONDARY);
        assertThat(primary.settledAt(Side.PRIMARY)).isEqualTo(atPrimary);
        assertThat(secondary.settledAt(Side.SECONDARY)).isEqualTo(atSecondary);
        assertThat(primary.settledAt(Side.SECONDARY)).isFalse();
        assertThat(secondary.settledAt(Side.PRIMARY)).isFalse();
    }
}
