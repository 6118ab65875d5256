package dev.dualclient.test.stores;

import static dev.dualclient.test.contract.Samples.claim;
import static dev.dualclient.test.contract.Samples.key;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyRecord;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.test.contract.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One who competes with others for the same keys. As a process of its own it tells what it has won. */
final class StoreRace {

    private static final String TELLS = "race: ";
    private static final CustodyKey COUNTER = key(1_000_000);

    private final CustodyStore store;

    StoreRace(CustodyStore store) {
        this.store = store;
    }

    /** Claims a number of keys and returns which ones it was first at. */
    List<Integer> claims(String claimant, int count) {
        return IntStream.range(0, count)
                .filter(i -> store.change(List.of(Samples.put(key(i), claim(claimant))), List.of()))
                .boxed()
                .toList();
    }

    /** Adds one to the count, so many times. */
    void count(int times) {
        for (int i = 0; i < times; i++) {
            while (!step()) {
                Thread.onSpinWait();
            }
        }
    }

    private boolean step() {
        CustodyRecord before = store.look(List.of(COUNTER)).records().get(COUNTER);
        CustodyRecord after = claim(String.valueOf(number(before) + 1));
        return store.change(List.of(Samples.step(COUNTER, before, after)), List.of());
    }

    /** Returns the count. */
    int counted() {
        Map<CustodyKey, CustodyRecord> records = store.look(List.of(COUNTER)).records();
        return number(records.get(COUNTER));
    }

    private static int number(@Nullable CustodyRecord record) {
        return record == null ? 0 : Integer.parseInt(Objects.requireNonNull(record.claimant()));
    }

    /** Takes an address, a name, and how many keys and steps; begins when it reads a line. */
    public static void main(String[] arguments) throws IOException {
        try (CustodyStore store = Stores.open(arguments[0], Time.system())) {
            StoreRace race = new StoreRace(store);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            tell("ready");
            in.readLine();
            race.claims(arguments[1], Integer.parseInt(arguments[2])).forEach(StoreRace::tell);
            tell("counting");
            race.count(Integer.parseInt(arguments[3]));
            tell("done");
        }
    }

    private static void tell(Object what) {
        System.out.println(TELLS + what);
    }

    /** Reads what another process tells, among what it logs. */
    static String read(BufferedReader output) throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith(TELLS)) {
            line = output.readLine();
        }
        return line == null ? "nothing more" : line.substring(TELLS.length());
    }
}
