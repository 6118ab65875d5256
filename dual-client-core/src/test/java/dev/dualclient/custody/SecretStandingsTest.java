package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.custody.SecretStandings.Trial;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SecretStandingsTest {

    private static final Names CLIENT = new Names(List.of("4711", "shop"), null, null, "4711");
    private static final Names BY_ALIAS = Names.ofClients(List.of("shop"));
    private static final Duration HOUR = Duration.ofHours(1);

    private final ManualTime time = new ManualTime();
    private final Custody custody = Custody.inMemory("s", CustodySettings.defaults(), OutboxSettings.defaults(), time);
    private final SecretStandings standings = custody.secretStandings();

    private SecretStanding standing(Names names) {
        return custody.of(null, names).secret().standing();
    }

    private Trial begun() {
        return Objects.requireNonNull(standings.begin(CLIENT));
    }

    private Debt row() {
        return custody.outbox()
                .inHand(Side.PRIMARY, "repair", custody.kills().keys(CLIENT.all()), true, new byte[] {1});
    }

    private List<Debt> changed() {
        return custody.outbox().writeInOrder(CLIENT, List.of(row()));
    }

    @Test
    void whatATrialShowsHoldsForEveryNameOfTheClient() {
        assertThat(standings.learn(begun(), SecretStanding.DIFFERENT)).isTrue();
        assertThat(standing(CLIENT)).isEqualTo(SecretStanding.DIFFERENT);
        assertThat(standing(BY_ALIAS)).isEqualTo(SecretStanding.DIFFERENT);
        time.advance(HOUR);
        assertThat(standings.learn(begun(), SecretStanding.EQUAL)).isTrue();
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
        assertThat(standings.learn(trial, SecretStanding.DIFFERENT)).isFalse();
        assertThat(standings.learn(trial, SecretStanding.EQUAL)).isFalse();
        assertThat(standings.repair(trial, row())).isNull();
        assertThat(standing(CLIENT)).isEqualTo(SecretStanding.UNKNOWN);
    }

    @Test
    void nothingIsTriedWhileABackendOwesAChangeOfTheClient() {
        List<Debt> owed = changed();
        assertThat(standings.begin(CLIENT)).isNull();
        custody.outbox().paid(owed);
        assertThat(standings.begin(CLIENT)).isNotNull();
    }

    @Test
    void everyLaterChangeComesAfterARepair() {
        Debt repair = Objects.requireNonNull(standings.repair(begun(), row()));
        Debt change = changed().get(0);
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
        assertThat(standings.learn(trial, SecretStanding.DIFFERENT)).isFalse();
        assertThat(standing(CLIENT)).isEqualTo(SecretStanding.EQUAL);
    }

    @Test
    void whoHasNoSecretIsNotInDoubtUntilAnAnswerSaysOtherwise() {
        standings.hasSecret(CLIENT, false);
        assertThat(standing(BY_ALIAS)).isEqualTo(SecretStanding.NO_SECRET);
        assertThat(standings.begin(CLIENT)).isNull();
        standings.hasSecret(CLIENT, true);
        assertThat(standing(BY_ALIAS)).isEqualTo(SecretStanding.UNKNOWN);
    }

    @Test
    void aDeletedClientLeavesNothingToItsNames() {
        standings.learn(begun(), SecretStanding.DIFFERENT);
        custody.clientDeleted(custody.kills().keys(CLIENT.ofClients()));
        assertThat(standing(CLIENT)).isEqualTo(SecretStanding.UNKNOWN);
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
            assertThat(standing(CLIENT)).isEqualTo(SecretStanding.EQUAL);
            custody.clientAuthenticated(List.of("4711"));
        }
    }
}
