package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Side;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The use of a refresh token that is not rotated: it stays good, and the access token beside it does not. */
class KeptRefreshTest {

    private static final Credential REFRESH = new Credential(CredentialKind.REFRESH_TOKEN, "r1");
    private static final Credential OLD = new Credential(CredentialKind.ACCESS_TOKEN, "a1");
    private static final Credential NEW = new Credential(CredentialKind.ACCESS_TOKEN, "a2");

    private final ManualTime time = new ManualTime();
    private final FailingStore store = new FailingStore(new MemoryStore(1000, time));
    private final Custody custody = Custody.open(
            store, List.of(new byte[32]), "service", CustodySettings.defaults(), OutboxSettings.defaults(), time);

    private Claim claim(Side side) {
        TokenRow row = custody.row(REFRESH, Custody.listedHash(OLD));
        return Objects.requireNonNull(custody.claims().claim(row, side, Parties.NONE));
    }

    private CustodyStatus status(Credential credential) {
        return custody.of(credential, Parties.NONE).status();
    }

    @ParameterizedTest
    @EnumSource
    void theClaimIsWithdrawnAndTheReplacedAccessTokenIsSpent(Side side) {
        custody.claims().kept(claim(side), List.of(REFRESH, NEW));

        assertThat(status(REFRESH)).isEqualTo(new CustodyStatus(CustodyLevel.HINT, side));
        assertThat(status(OLD)).isEqualTo(new CustodyStatus(CustodyLevel.SPENT, side));
        assertThat(status(NEW)).isEqualTo(CustodyStatus.UNKNOWN);
        Side other = side == Side.PRIMARY ? Side.SECONDARY : Side.PRIMARY;
        assertThat(custody.claims().claim(custody.row(REFRESH, null), other, Parties.NONE))
                .as("the other backend may be next")
                .isNotNull();
    }

    @Test
    void anAccessTokenThatWasNotReplacedStaysGood() {
        custody.claims().kept(claim(Side.SECONDARY), List.of(REFRESH, OLD));
        assertThat(status(OLD)).isEqualTo(CustodyStatus.UNKNOWN);
        custody.claims().kept(claim(Side.SECONDARY), List.of(REFRESH));
        assertThat(status(OLD)).isEqualTo(CustodyStatus.UNKNOWN);
    }

    @Test
    void aClaimThatWasMetStays() {
        Claim first = claim(Side.PRIMARY);
        claim(Side.PRIMARY);
        custody.claims().kept(first, List.of(REFRESH, NEW));
        assertThat(status(REFRESH)).isEqualTo(new CustodyStatus(CustodyLevel.CLAIMED, Side.PRIMARY));
        assertThat(status(OLD).level()).isEqualTo(CustodyLevel.SPENT);
    }

    @Test
    void aKeptRefreshTokenHasNoOneRowAnyMore() {
        custody.issued().issued(List.of(REFRESH, OLD), TokenRow.NONE, Side.SECONDARY);
        assertThat(custody.of(REFRESH, Parties.NONE).row()).isEqualTo(custody.row(REFRESH, Custody.listedHash(OLD)));
        custody.claims().kept(claim(Side.SECONDARY), List.of(REFRESH, NEW));
        assertThat(custody.of(REFRESH, Parties.NONE).row())
                .as("the other backend has another one beside it")
                .isEqualTo(custody.row(REFRESH, null));
        assertThat(custody.of(NEW, Parties.NONE).row()).isEqualTo(custody.row(NEW, Custody.listedHash(REFRESH)));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasReplacedAtTheSecondaryIsKnownByHeart(Side side) {
        custody.monitor().tick();
        custody.claims().kept(claim(side), List.of(REFRESH, NEW));
        store.down = true;
        assertThat(custody.of(OLD, Parties.NONE).mayBeDead()).isEqualTo(side == Side.SECONDARY);
        assertThat(custody.of(REFRESH, Parties.NONE).mayBeDead()).isFalse();
    }
}
