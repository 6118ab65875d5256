package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The outbox: which node has leased a row, in which order it is delivered, and when it is tried again. */
class DeliveryQueueTest {

    private static final CustodyKey ONE = new CustodyKey(1, 1);
    private static final CustodyKey TWO = new CustodyKey(2, 2);
    private static final byte[] ERRAND = {1, 2, 3};

    private final ManualTime time = new ManualTime();
    private final OutboxSettings settings = OutboxSettings.defaults();
    private final DeliveryQueue outbox = Custody.open(
                    new MemoryStore(1_000, time),
                    List.of(new byte[32]),
                    "service",
                    CustodySettings.defaults(),
                    settings,
                    time)
            .outbox();

    private OutboxEntry written(OutboxEntry entry) {
        outbox.write(List.of(entry));
        return entry;
    }

    private OutboxEntry pending(Side side, String kill, CustodyKey name) {
        time.advance(Duration.ofMillis(1));
        return written(outbox.newEntry(side, kill, List.of(name), true, ERRAND));
    }

    /** Returns what is due at either backend: what blocks first. */
    private List<OutboxEntry> due() {
        return Stream.of(true, false)
                .flatMap(blocking -> Arrays.stream(Side.values()).flatMap(side -> outbox.due(side, blocking).stream()))
                .toList();
    }

    @Test
    void aRowInHandIsNobodyElsesUntilItsTimeIsOver() {
        OutboxEntry entry = written(outbox.inHand(Side.PRIMARY, "k", List.of(ONE), true, ERRAND));
        assertThat(due()).isEmpty();
        assertThat(outbox.take(entry, Duration.ZERO)).isNull();
        time.advance(settings.hold());
        assertThat(due()).containsExactly(entry);
        OutboxEntry taken = Objects.requireNonNull(outbox.take(entry, Duration.ZERO));
        assertThat(taken.attempts()).isEqualTo(1);
        assertThat(outbox.take(entry, Duration.ZERO))
                .as("of two who take it one has it")
                .isNull();
        assertThat(outbox.command(taken)).isEqualTo(ERRAND);
        assertThat(taken.concernsAnybody()).isTrue();
    }

    @Test
    void rowsThatShareANameAreDeliveredInOrderAtEachBackend() {
        OutboxEntry first = pending(Side.PRIMARY, "a", ONE);
        OutboxEntry second = pending(Side.PRIMARY, "b", ONE);
        OutboxEntry elsewhere = pending(Side.SECONDARY, "b", ONE);
        OutboxEntry other = pending(Side.PRIMARY, "c", TWO);
        assertThat(due()).containsExactly(first, other, elsewhere);
        outbox.take(first, Duration.ZERO);
        assertThat(due()).containsExactly(other, elsewhere);
        outbox.acknowledged(List.of(first)); // whoever holds it
        assertThat(due()).containsExactly(second, other, elsewhere);
    }

    @Test
    @Scenario("N18")
    void whatWaitsForAnotherRowHidesNothingThatNeedNotWait() {
        OutboxEntry stuck = pending(Side.PRIMARY, "stuck", ONE);
        IntStream.range(0, 250).forEach(i -> pending(Side.PRIMARY, "waits " + i, ONE));
        OutboxEntry real = pending(Side.PRIMARY, "real", TWO);
        OutboxEntry taken = Objects.requireNonNull(outbox.take(stuck, Duration.ZERO));
        outbox.failed(taken, "the backend cannot do it", Duration.ZERO);

        List<OutboxEntry> seen = new ArrayList<>();
        for (int second = 0; second < 4; second++) {
            seen.addAll(due());
            time.advance(Duration.ofMillis(200));
        }
        assertThat(seen).contains(real).allMatch(entry -> entry.names(List.of(TWO)));
    }

    @Test
    void whatIsForLaterStandsInNobodysWayAndComesInTime() {
        OutboxEntry later = written(outbox.later(Side.PRIMARY, "k", ERRAND, Duration.ofHours(1)));
        assertThat(later.blocks()).isFalse();
        assertThat(outbox.of("k")).isEmpty();
        assertThat(due()).isEmpty();
        time.advance(Duration.ofHours(1));
        assertThat(due()).containsExactly(later);
    }

    @Test
    void theHalvesOfARequestKnowEachOther() {
        OutboxEntry primary = pending(Side.PRIMARY, "k", ONE);
        OutboxEntry secondary = pending(Side.SECONDARY, "k", ONE);
        OutboxEntry other = pending(Side.SECONDARY, "l", ONE);
        assertThat(outbox.of("k")).containsExactly(primary, secondary);
        assertThat(outbox.isPendingAtOther(primary)).isTrue();
        assertThat(outbox.isPendingAtOther(other)).isFalse();
        assertThat(outbox.isAlone(primary)).isTrue();
        assertThat(outbox.isAlone(other)).isFalse();
        outbox.acknowledged(List.of(secondary));
        assertThat(outbox.isPendingAtOther(primary)).isFalse();
        assertThat(outbox.isAlone(other)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "7, 60", "100, 60"})
    void whatFailedIsTriedAgainAfterLongerEachTime(int attempts, long seconds) {
        OutboxEntry entry = pending(Side.PRIMARY, "k", ONE);
        for (int i = 1; i < attempts; i++) {
            outbox.failed(Objects.requireNonNull(outbox.take(onlyRow(), Duration.ZERO)), "no", Duration.ZERO);
        }
        OutboxEntry taken = Objects.requireNonNull(outbox.take(onlyRow(), Duration.ZERO));
        outbox.failed(taken, "still no", Duration.ofSeconds(30));
        Instant due = outbox.rows().get(0).due();
        assertThat(Duration.between(time.now(), due)).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(outbox.rows().get(0).failure()).isEqualTo("still no");
        assertThat(outbox.rows().get(0).attempts()).isEqualTo(attempts);
        assertThat(outbox.rows().get(0).id()).isEqualTo(entry.id());
        time.advance(Duration.ofSeconds(30).minusMillis(1));
        assertThat(outbox.take(onlyRow(), Duration.ZERO))
                .as("the backend may be at it still")
                .isNull();
        time.advance(Duration.ofMillis(1));
        assertThat(outbox.take(onlyRow(), Duration.ZERO)).isNotNull();
    }

    private OutboxEntry onlyRow() {
        return outbox.of("k").get(0);
    }

    @Test
    void whatIsOwedForLongIsToldNowAndThen() {
        pending(Side.PRIMARY, "k", ONE);
        try (StoreLog log = new StoreLog(DeliveryQueue.class)) {
            fails(1);
            assertThat(log.at(Level.WARN)).isEmpty();
            time.advance(settings.maxAge().plusMillis(1));
            fails(9);
            assertThat(log.at(Level.WARN)).isEmpty();
            fails(11);
            assertThat(log.at(Level.WARN)).hasSize(2).allMatch(line -> line.contains("has been pending"));
        }
    }

    private void fails(int times) {
        for (int i = 0; i < times; i++) {
            outbox.failed(Objects.requireNonNull(outbox.take(onlyRow(), Duration.ZERO)), "no", Duration.ZERO);
        }
    }

    @Test
    void anOperatorSeesRowsAndRetriesOrDiscardsThem() {
        OutboxEntry held = written(outbox.inHand(Side.SECONDARY, "k", List.of(ONE), true, ERRAND));
        OutboxEntry later = written(outbox.later(Side.PRIMARY, "k", ERRAND, Duration.ofHours(1)));
        assertThat(outbox.rows()).extracting(Outbox.Row::id).containsExactly(held.id(), later.id());
        assertThat(outbox.rows()).extracting(Outbox.Row::blocking).containsExactly(true, false);
        assertThat(outbox.rows()).extracting(Outbox.Row::side).containsExactly(Side.SECONDARY, Side.PRIMARY);

        assertThat(outbox.retry(later.id())).isTrue();
        assertThat(outbox.retry(held.id())).isTrue();
        assertThat(due()).extracting(OutboxEntry::id).containsExactly(held.id(), later.id());
        assertThat(outbox.retry("none")).isFalse();
        try (StoreLog log = new StoreLog(DeliveryQueue.class)) {
            assertThat(outbox.discard(held.id(), "it is of no use")).isTrue();
            assertThat(outbox.discard(held.id(), "again")).isFalse();
            assertThat(log.at(Level.WARN)).singleElement().asString().contains("it is of no use");
        }
        assertThat(outbox.rows()).extracting(Outbox.Row::id).containsExactly(later.id());
    }

    @Test
    @Scenario("N18")
    void anOperatorSeesAllRowsPageByPage() {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            written.add(pending(i % 2 == 0 ? Side.PRIMARY : Side.SECONDARY, "k", ONE)
                    .id());
        }
        for (int i = 0; i < 3; i++) {
            time.advance(Duration.ofMillis(1));
            written.add(written(outbox.later(Side.PRIMARY, "k", ERRAND, Duration.ZERO))
                    .id());
        }
        for (int limit : new int[] {1, 3, 7, 10, 11}) {
            List<String> shown = new ArrayList<>();
            String next = null;
            do {
                Outbox.Page page = outbox.rows(next, limit);
                assertThat(page.rows()).hasSizeBetween(1, limit);
                page.rows().forEach(row -> shown.add(row.id()));
                next = page.next();
            } while (next != null);
            assertThat(shown).as("%d a page", limit).isEqualTo(written);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> outbox.rows("nothing", 1))
                .withMessage(
                        "no page of the outbox begins there: begin with the first page, and go on with the next that"
                                + " it names");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> outbox.rows(null, 0))
                .withMessage("a page has at least one row: ask for 1 or more");
    }
}
