package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.call.Deadline;
import dev.dualclient.call.Time;
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
    private final SecretStatuses statuses = custody.secretStatuses();

    private SecretStatus status(Parties names) {
        return custody.of(null, names).secret().status();
    }

    private Trial begun() {
        return Objects.requireNonNull(statuses.begin(CLIENT));
    }

    private OutboxEntry row() {
        return custody.outbox()
                .inHand(Side.PRIMARY, "repair", custody.kills().keys(CLIENT.all()), true, new byte[] {1});
    }

    private List<OutboxEntry> changed() {
        return custody.outbox()
                .writeInOrder(CLIENT, List.of(row()), Deadline.after(Duration.ofMinutes(1), Time.system()));
    }

    @Test
    void whatATrialShowsHoldsForEveryNameOfTheClient() {
        assertThat(statuses.learn(begun(), SecretStatus.DIFFERENT)).isTrue();
        assertThat(status(CLIENT)).isEqualTo(SecretStatus.DIFFERENT);
        assertThat(status(BY_ALIAS)).isEqualTo(SecretStatus.DIFFERENT);
        time.advance(HOUR);
        assertThat(statuses.learn(begun(), SecretStatus.EQUAL)).isTrue();
        assertThat(custody.of(null, BY_ALIAS).clientAuthenticated()).isTrue();
        assertThat(statuses.begin(CLIENT)).as("there is no doubt any more").isNull();
    }

    @Test
    void aSecretIsTriedOnceAnHourByWhateverName() {
        begun();
        time.advance(HOUR.minusSeconds(1));
        assertThat(statuses.begin(CLIENT)).isNull();
        assertThat(statuses.begin(BY_ALIAS)).isNull();
        assertThat(custody.of(null, CLIENT).secret().isDue(time.now())).isFalse();
        time.advance(Duration.ofSeconds(2));
        assertThat(custody.of(null, CLIENT).secret().isDue(time.now())).isTrue();
        assertThat(statuses.begin(BY_ALIAS)).isNotNull();
    }

    @Test
    void nothingIsLearnedOrRepairedOnceAChangeWasAskedFor() {
        Trial trial = begun();
        custody.outbox().acknowledged(changed());
        assertThat(statuses.learn(trial, SecretStatus.DIFFERENT)).isFalse();
        assertThat(statuses.learn(trial, SecretStatus.EQUAL)).isFalse();
        assertThat(statuses.repair(trial, row())).isNull();
        assertThat(status(CLIENT)).isEqualTo(SecretStatus.UNKNOWN);
    }

    @Test
    void nothingIsTriedWhileABackendOwesAChangeOfTheClient() {
        List<OutboxEntry> pending = changed();
        assertThat(statuses.begin(CLIENT)).isNull();
        custody.outbox().acknowledged(pending);
        assertThat(statuses.begin(CLIENT)).isNotNull();
    }

    @Test
    void everyLaterChangeComesAfterARepair() {
        OutboxEntry repair = Objects.requireNonNull(statuses.repair(begun(), row()));
        OutboxEntry change = changed().get(0);
        assertThat(repair.number()).isPositive().isLessThan(change.number());
        assertThat(repair.precedes(change)).isTrue();
        custody.outbox().acknowledged(List.of(repair, change));
        assertThat(custody.outbox().rows()).isEmpty();
    }

    @Test
    void whatThePrimaryHasAuthenticatedIsNotRepaired() {
        Trial trial = begun();
        custody.clientAuthenticated(List.of("4711"));
        assertThat(statuses.repair(trial, row())).isNull();
        assertThat(statuses.learn(trial, SecretStatus.DIFFERENT)).isFalse();
        assertThat(status(CLIENT)).isEqualTo(SecretStatus.EQUAL);
    }

    @Test
    void whoHasNoSecretIsNotInDoubtUntilAnAnswerSaysOtherwise() {
        statuses.hasSecret(CLIENT, false);
        assertThat(status(BY_ALIAS)).isEqualTo(SecretStatus.NO_SECRET);
        assertThat(statuses.begin(CLIENT)).isNull();
        statuses.hasSecret(CLIENT, true);
        assertThat(status(BY_ALIAS)).isEqualTo(SecretStatus.UNKNOWN);
    }

    @Test
    void aDeletedClientLeavesNothingToItsNames() {
        statuses.learn(begun(), SecretStatus.DIFFERENT);
        custody.clientDeleted(custody.kills().keys(CLIENT.ofClients()));
        assertThat(status(CLIENT)).isEqualTo(SecretStatus.UNKNOWN);
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
            assertThat(status(CLIENT)).isEqualTo(SecretStatus.EQUAL);
            custody.clientAuthenticated(List.of("4711"));
        }
    }
}
