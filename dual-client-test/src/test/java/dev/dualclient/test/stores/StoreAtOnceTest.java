package dev.dualclient.test.stores;

import static dev.dualclient.test.contract.Samples.claim;
import static dev.dualclient.test.contract.Samples.entry;
import static dev.dualclient.test.contract.Samples.key;
import static dev.dualclient.test.contract.Samples.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyRecord;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.CustodyStore.View;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.test.contract.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What every custody store promises to many who write at the same time. */
@ParameterizedClass
@EnumSource(Stores.class)
class StoreAtOnceTest {

    private static final int WRITERS = 8;

    private final Stores kind;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private StoreSpace space;
    private List<CustodyStore> nodes;

    StoreAtOnceTest(Stores kind) {
        this.kind = kind;
    }

    @BeforeEach
    void setUp() {
        space = kind.fresh();
        nodes = List.of(space.open(Time.system()), space.open(Time.system()));
    }

    @AfterEach
    void tearDown() {
        threads.shutdownNow();
        if (space != null) {
            space.close();
        }
    }

    @Test
    void ofManyWhoClaimOneWins() throws Exception {
        int keys = 25;
        CyclicBarrier start = new CyclicBarrier(WRITERS);
        List<List<Integer>> won = all(IntStream.range(0, WRITERS)
                .<Callable<List<Integer>>>mapToObj(writer -> () -> {
                    start.await();
                    return new StoreRace(node(writer)).claims("writer" + writer, keys);
                })
                .toList());
        assertThat(won.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, keys).boxed().toList());
        for (int writer = 0; writer < WRITERS; writer++) {
            for (int i : won.get(writer)) {
                assertThat(node(0).look(List.of(key(i))).records()).containsValue(claim("writer" + writer));
            }
        }
    }

    @Test
    void noStepIsLost() throws Exception {
        int times = 10;
        all(IntStream.range(0, WRITERS)
                .<Callable<Void>>mapToObj(writer -> () -> {
                    new StoreRace(node(writer)).count(times);
                    return null;
                })
                .toList());
        assertThat(new StoreRace(node(0)).counted()).isEqualTo(WRITERS * times);
    }

    @Test
    void nobodySeesHalfOfAChange() throws Exception {
        List<CustodyKey> keys = List.of(key(1), key(2), key(3), key(4));
        AtomicBoolean done = new AtomicBoolean();
        Future<Integer> reader = threads.submit(() -> {
            int looks = 0;
            while (!done.get() || looks == 0) {
                consistent(keys, nodes.get(1).look(keys));
                looks++;
            }
            return looks;
        });
        List<Callable<Integer>> writers = IntStream.range(0, 4)
                .<Callable<Integer>>mapToObj(writer -> () -> writes(keys, writer, 40))
                .toList();
        int made = all(writers).stream().mapToInt(Integer::intValue).sum();
        done.set(true);
        assertThat(reader.get()).isPositive();
        assertThat(made).isPositive();
    }

    /** Tries to replace all records and the row of the outbox at once, or to remove them all, in any order. */
    private int writes(List<CustodyKey> keys, int writer, int times) {
        Random random = new Random(writer);
        int made = 0;
        for (int i = 0; i < times; i++) {
            View view = node(writer).look(keys);
            consistent(keys, view);
            CustodyRecord next = random.nextInt(4) == 0 ? null : claim(writer + "." + i);
            OutboxEntry entry = view.entries().isEmpty() ? null : view.entries().get(0);
            OutboxEntry nextEntry = next == null ? null : Samples.carrying(entry("d", key(1)), writer + "." + i);
            List<Change> changes = new ArrayList<>();
            keys.forEach(key -> changes.add(step(key, view.records().get(key), next)));
            Collections.shuffle(changes, random);
            List<CustodyStore.EntryChange> entries =
                    entry == null && nextEntry == null ? List.of() : List.of(step(entry, nextEntry));
            made += node(writer).change(changes, entries) ? 1 : 0;
        }
        return made;
    }

    private static void consistent(List<CustodyKey> keys, View view) {
        if (view.records().isEmpty()) {
            assertThat(view.entries()).isEmpty();
            assertThat(view.lagging()).isEmpty();
            return;
        }
        String text = view.entries().get(0).command().text();
        assertThat(view.lagging()).hasSize(1);
        assertThat(view.records()).hasSize(keys.size());
        assertThat(view.records().values()).allMatch(record -> text.equals(record.claimant()));
    }

    @Tag("apart")
    @Test
    void ofTwoProcessesOneWins() throws Exception {
        assumeTrue(space.durable(), "a store in memory is of one process");
        int keys = 150;
        int times = 40;
        Process process = start(space.address(), "child", String.valueOf(keys), String.valueOf(times));
        try {
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            assertThat(StoreRace.read(out)).isEqualTo("ready");
            process.outputWriter().append("go\n").flush();
            StoreRace race = new StoreRace(node(0));
            List<Integer> won = new ArrayList<>(race.claims("parent", keys));
            race.count(times);
            for (String told = StoreRace.read(out); !told.equals("counting"); told = StoreRace.read(out)) {
                won.add(Integer.valueOf(told));
            }
            assertThat(won)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, keys).boxed().toList());
            assertThat(StoreRace.read(out)).isEqualTo("done");
            assertThat(race.counted()).isEqualTo(2 * times);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                StoreRace.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private CustodyStore node(int writer) {
        return nodes.get(writer % nodes.size());
    }

    private <T> List<T> all(List<Callable<T>> tasks) throws InterruptedException, ExecutionException {
        List<T> results = new ArrayList<>();
        for (Future<T> task : threads.invokeAll(tasks)) {
            results.add(task.get());
        }
        return results;
    }
}
