package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.custody.SecretStatuses.Trial;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SecretStatusesTest {

    private static final Parties CLIENT = new Parties(List.of("4711", "shop"), null, null, "4711");
    private static final Parties BY_ALIAS = Parties.ofClients(List.of("shop"));
    private static final Duration HOUR = Duration.ofHours(1);

    private final ManualTime time = new ManualTime();
    private final Custody custody = Custody.inMemory("s", CustodySettings.defaults(), OutboxSettings.defaults(), time);
    private final SecretStatuses standings = custody.secretStandings();

    private SecretStatus standing(Parties names) {
        return custody.of(null, names).secret().standing();
    }

    private Trial begun() {
        return Objects.requireNonNull(standings.begin(CLIENT));
    }

    private OutboxEntry row() {
        return custody.outbox()
                .inHand(Side.PRIMARY, "repair", custody.kills().keys(CLIENT.all()), true, new byte[] {1});
    }

    private List<OutboxEntry> changed() {
        return custody.outbox().writeInOrder(CLIENT, List.of(row()));
    }

    @Test
    void whatATrialShowsHoldsForEveryNameOfTheClient() {
        assertThat(standings.learn(begun(), SecretStatus.DIFFERENT)).isTrue();
        assertThat(standing(CLIENT)).isEqualTo(SecretStatus.DIFFERENT);
        assertThat(standing(BY_ALIAS)).isEqualTo(SecretStatus.DIFFERENT);
        time.advance(HOUR);
        assertThat(standings.learn(begun(), SecretStatus.EQUAL)).isTrue();
        assertThat(custody.of(null, BY_ALIAS).clientAuthenticated()).isTrue();
        assertThat(standings.begin(CLIENT)).as("there is no doubt any more").isNull();
    }

    @Test
    void aSecretIsTriedOnceAnHourByWhateverName() {
        begun();
        time.advance(HOUR.minusSeconds(1));
        assertThat(standings.begin(CLIENT)).isNull();
        assertThat(standings.begin(BY_ALIAS)).isNull();
        assertThat(custody.of(null, CLIENT).secret().isDue(time.now())).isFalse();
        time.advance(Duration.ofSeconds(2));
        assertThat(custody.of(null, CLIENT).secret().isDue(time.now())).isTrue();
        assertThat(standings.begin(BY_ALIAS)).isNotNull();
    }

    @Test
    void nothingIsLearnedOrRepairedOnceAChangeWasAskedFor() {
        Trial trial = begun();
        custody.outbox().paid(changed());
        assertThat(standings.learn(trial, SecretStatus.DIFFERENT)).isFalse();
        assertThat(standings.learn(trial, SecretStatus.EQUAL)).isFalse();
        assertThat(standings.repair(trial, row())).isNull();
        assertThat(standing(CLIENT)).isEqualTo(SecretStatus.UNKNOWN);
    }

    @Test
    void nothingIsTriedWhileABackendOwesAChangeOfTheClient() {
        List<OutboxEntry> owed = changed();
        assertThat(standings.begin(CLIENT)).isNull();
        custody.outbox().paid(owed);
        assertThat(standings.begin(CLIENT)).isNotNull();
    }

    @Test
    void everyLaterChangeComesAfterARepair() {
        OutboxEntry repair = Objects.requireNonNull(standings.repair(begun(), row()));
        OutboxEntry change = changed().get(0);
        assertThat(repair.number()).isPositive().isLessThan(change.number());
        assertThat(repair.precedes(change)).isTrue();
        custody.outbox().paid(List.of(repair, change));
        assertThat(custody.outbox().rows()).isEmpty();
    }

    @Test
    void whatThePrimaryHasAuthenticatedIsNotRepaired() {
        Trial trial = begun();
        custody.clientAuthenticated(List.of("4711"));
        assertThat(standings.repair(trial, row())).isNull();
        assertThat(standings.learn(trial, SecretStatus.DIFFERENT)).isFalse();
        assertThat(standing(CLIENT)).isEqualTo(SecretStatus.EQUAL);
    }

    @Test
    void whoHasNoSecretIsNotInDoubtUntilAnAnswerSaysOtherwise() {
        standings.hasSecret(CLIENT, false);
        assertThat(standing(BY_ALIAS)).isEqualTo(SecretStatus.NO_SECRET);
        assertThat(standings.begin(CLIENT)).isNull();
        standings.hasSecret(CLIENT, true);
        assertThat(standing(BY_ALIAS)).isEqualTo(SecretStatus.UNKNOWN);
    }

    @Test
    void aDeletedClientLeavesNothingToItsNames() {
        standings.learn(begun(), SecretStatus.DIFFERENT);
        custody.clientDeleted(custody.kills().keys(CLIENT.ofClients()));
        assertThat(standing(CLIENT)).isEqualTo(SecretStatus.UNKNOWN);
        assertThat(custody.of(null, CLIENT).secret().isDue(time.now())).isTrue();
    }

    @Test
    void aClientThatThePrimaryAuthenticatesNowAndThenIsNotForgotten() {
        Duration life = CustodySettings.defaults()
                .retention()
                .plus(CustodySettings.defaults().migratorLag());
        custody.clientAuthenticated(List.of("4711"));
        for (int i = 0; i < 4; i++) {
            time.advance(life.dividedBy(2).plusHours(1));
            assertThat(standing(CLIENT)).isEqualTo(SecretStatus.EQUAL);
            custody.clientAuthenticated(List.of("4711"));
        }
    }
}
