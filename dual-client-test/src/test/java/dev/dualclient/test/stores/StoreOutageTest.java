package dev.dualclient.test.stores;

import static dev.dualclient.test.contract.Samples.add;
import static dev.dualclient.test.contract.Samples.claim;
import static dev.dualclient.test.contract.Samples.entry;
import static dev.dualclient.test.contract.Samples.key;
import static dev.dualclient.test.contract.Samples.outbox;
import static dev.dualclient.test.contract.Samples.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.CustodyStore.NoticedKey;
import dev.dualclient.custody.OutageNotice;
import dev.dualclient.custody.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What every durable store does when its server is away. */
@ParameterizedClass
@EnumSource(value = Stores.class, mode = EnumSource.Mode.EXCLUDE, names = "MEMORY")
class StoreOutageTest {

    private static final Duration TIMEOUT = Duration.ofMillis(300);

    private final Stores kind;
    private StoreSpace space;

    StoreOutageTest(Stores kind) {
        this.kind = kind;
    }

    @BeforeEach
    void setUp() {
        space = kind.fresh();
    }

    @AfterEach
    void tearDown() {
        if (space != null) {
            space.close();
        }
    }

    @Test
    void whatWasWrittenOutlivesAllNodes() {
        try (CustodyStore first = space.open(Time.system())) {
            assertThat(first.change(List.of(put(key(1), claim("a"))), List.of(add(entry("d", key(2))))))
                    .isTrue();
            assertThat(first.note("note", null, "text")).isTrue();
        }
        CustodyStore second = space.open(Time.system());
        assertThat(second.look(List.of(key(1))).records()).containsEntry(key(1), claim("a"));
        assertThat(outbox(second)).containsExactly(entry("d", key(2)));
        assertThat(second.note("note")).isEqualTo("text");
    }

    @Test
    void withoutItsServerAStoreSaysSoAndDoesNotForget() {
        CustodyStore store = written();
        space.cut();
        isUnavailable(store);
        space.restore();
        isBack(store);
    }

    @Test
    void aServerThatDoesNotAnswerIsNotWaitedFor() {
        CustodyStore store = written();
        space.silence();
        isUnavailable(store);
        space.restore();
        isBack(store);
    }

    @Test
    void aStoreThatWasOpenedWithoutItsServerWorksOnceItIsThere() {
        written();
        space.cut();
        CustodyStore store = space.open(Time.system(), TIMEOUT);
        isUnavailable(store);
        space.restore();
        isBack(store);
    }

    private CustodyStore written() {
        CustodyStore store = space.open(Time.system(), TIMEOUT);
        await().ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                .until(() -> !store.look(List.of(key(1))).records().isEmpty()
                        || store.change(List.of(put(key(1), claim("a"))), List.of()));
        return store;
    }

    private static void isBack(CustodyStore store) {
        await().ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                .untilAsserted(() -> assertThat(
                                store.look(List.of(key(1), key(2), key(3))).records())
                        .containsEntry(key(1), claim("a"))
                        .hasSize(1));
    }

    /** After the first, which finds out, all at once, for each waits as long as the store may take. */
    private static void isUnavailable(CustodyStore store) {
        assertThatThrownBy(() -> store.look(List.of(key(1)))).isInstanceOf(StoreUnavailableException.class);
        List<CompletableFuture<Throwable>> calls = Stream.<ThrowingCallable>of(
                        () -> store.look(List.of(key(1))),
                        () -> store.change(List.of(put(key(2), claim("b"))), List.of()),
                        () -> store.change(List.of(put(key(2), claim("b")), put(key(3), claim("c"))), List.of()),
                        () -> store.entries(List.of()),
                        () -> store.noticed(OutageNotice.END, NoticedKey.from(Instant.EPOCH), 1),
                        () -> store.note("note"),
                        () -> store.note("note", null, "text"))
                .map(call ->
                        CompletableFuture.supplyAsync(() -> catchThrowable(call), task -> new Thread(task).start()))
                .toList();
        for (CompletableFuture<Throwable> call : calls) {
            assertThat(call)
                    .succeedsWithin(StoreSpace.PATIENCE)
                    .isInstanceOf(StoreUnavailableException.class)
                    .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                    .hasMessageContaining("see that it is up");
        }
    }
}
