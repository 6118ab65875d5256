package dev.dualclient.benchmarks.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.dualclient.benchmarks.report.Command;
import dev.dualclient.benchmarks.report.Outcome;
import dev.dualclient.benchmarks.report.Target;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.operation.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * Measures what a long memory costs: a look and a change in PostgreSQL with ten thousand records and with millions, what the
 * removal of expired ones adds, and the bytes of a record there and in Redis. Asks PostgreSQL how it carries out each
 * statement of the store.
 */
public final class CustodyGrowth {

    private static final int FEW = 10_000;
    private static final int WARM_UP = 1_000;
    private static final int BLOCK = 50;
    private static final int BLOCKS = 60;
    private static final int ROUNDS = 7;
    private static final int ROUND = 1_000;
    private static final int EXPIRED = 5_000;

    /** Removal begins once a minute. */
    private static final Duration LONGEST_REMOVAL = Duration.ofMinutes(5);

    private static final int IN_REDIS = 100_000;

    /** No record expires while it is measured. */
    private static final Duration SHORTEST_LIFE = Duration.ofDays(1);

    private static final int PORTION = 500;
    private static final Path PLANS = Path.of("benchmarks", "target", "custody", "plans.md");

    private CustodyGrowth() {}

    /**
     * Measures, in some minutes.
     *
     * @param options {@code --docs} also writes docs/performance.md; a number says how many records there are at most,
     *     a million if there is none
     */
    public static void main(String[] options) throws Exception {
        int many = Stream.of(options)
                .filter(option -> option.matches("[0-9]+"))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(1_000_000);
        List<Target> targets = new ArrayList<>();
        StringBuilder figures = new StringBuilder();
        try (Servers servers = new Servers()) {
            create(servers, "few", "many");
            try (LongMemory few = new LongMemory(servers.pool("few"), FEW);
                    LongMemory more = new LongMemory(servers.pool("many"), many)) {
                bytes(more, servers, targets, figures);
                beside(few, more, targets, figures);
                removal(more, targets, figures);
            }
            plans(servers, targets, figures);
        }
        new Outcome(Command.CUSTODY, targets, figures.toString()).tell(List.of(options));
        System.exit(0); // the threads of a driver may not end by themselves
    }

    private static void create(Servers servers, String... databases) throws SQLException {
        try (HikariDataSource pool = servers.pool("postgres");
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String database : databases) {
                statement.execute("create database " + database);
            }
        }
    }

    // ---- room ----

    private static void bytes(LongMemory more, Servers servers, List<Target> targets, StringBuilder figures)
            throws SQLException {
        double inPostgres = more.bytes();
        double ofPrimary = bytesInRedis(servers, Side.PRIMARY);
        double inRedis = bytesInRedis(servers, Side.SECONDARY);
        targets.add(
                Target.atMost(500, "long memory: bytes a record, with indexes", Math.rint(inPostgres), "PostgreSQL"));
        targets.add(Target.atMost(300, "long memory: bytes a record", Math.rint(inRedis), "Redis"));
        figures.append(String.format(
                Locale.ROOT,
                "A record of a used refresh token takes %.0f bytes in PostgreSQL, of %,d records and with all indexes, and"
                        + " %.0f in Redis, of %,d; if the primary has used it up, which nodes need not keep locally, %.0f.%n%n",
                inPostgres,
                more.size(),
                inRedis,
                IN_REDIS,
                ofPrimary));
    }

    /** Of records that expire one a second, as those of ten million that live for 90 days do. */
    private static double bytesInRedis(Servers servers, Side side) {
        SplittableRandom random = new SplittableRandom(side.ordinal() + 2);
        Instant expires = Instant.now();
        try (CustodyStore redis = servers.redis()) {
            long before = servers.redisMemory();
            for (int written = 0; written < IN_REDIS; written += PORTION) {
                List<Change> changes = new ArrayList<>();
                for (int i = 0; i < PORTION; i++) {
                    expires = expires.plusSeconds(1);
                    changes.add(
                            new Change(key(random), null, LongMemory.spent(random, side, expires.plus(SHORTEST_LIFE))));
                }
                redis.change(changes, List.of());
            }
            return (double) (servers.redisMemory() - before) / IN_REDIS;
        }
    }

    private static CustodyKey key(SplittableRandom random) {
        return new CustodyKey(random.nextLong(), random.nextLong());
    }

    // ---- time ----

    /** By turns, so that whatever else the machine does concerns both. */
    private static void beside(LongMemory few, LongMemory more, List<Target> targets, StringBuilder figures) {
        List<LongMemory> both = List.of(few, more);
        for (int i = 0; i < WARM_UP; i++) {
            for (LongMemory memory : both) {
                memory.look(nanos());
                memory.change(nanos());
            }
        }
        List<Histogram> looks = List.of(nanos(), nanos());
        List<Histogram> changes = List.of(nanos(), nanos());
        for (int block = 0; block < BLOCKS; block++) {
            for (int which = 0; which < both.size(); which++) {
                for (int i = 0; i < BLOCK; i++) {
                    both.get(which).look(looks.get(which));
                }
                for (int i = 0; i < BLOCK; i++) {
                    both.get(which).change(changes.get(which));
                }
            }
        }
        figures.append("| PostgreSQL, records | look p50, µs | p99 | change p50, µs | p99 |\n|--:|--:|--:|--:|--:|\n");
        for (int which = 0; which < both.size(); which++) {
            figures.append(String.format(
                    Locale.ROOT,
                    "| %,d | %.0f | %.0f | %.0f | %.0f |%n",
                    both.get(which).size(),
                    micros(looks.get(which), 50),
                    micros(looks.get(which), 99),
                    micros(changes.get(which), 50),
                    micros(changes.get(which), 99)));
        }
        String where = String.format(Locale.ROOT, "PostgreSQL, %,d to %,d", more.size(), few.size());
        targets.add(Target.atMost(1.5, "long memory / short one: look p50", ratio(looks, 50), where));
        targets.add(Target.atMost(1.5, "long memory / short one: change p50", ratio(changes, 50), where));
    }

    private static double ratio(List<Histogram> both, double percentile) {
        return micros(both.get(1), percentile) / micros(both.get(0), percentile);
    }

    private static void removal(LongMemory more, List<Target> targets, StringBuilder figures) throws SQLException {
        List<Double> factors = new ArrayList<>();
        List<Double> quiet = new ArrayList<>();
        List<Double> busy = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Histogram alone = nanos();
            Histogram beside = nanos();
            more.addExpired(0);
            measure(more, alone);
            more.addExpired(EXPIRED);
            changeUntil(more, left -> left < EXPIRED); // the removal is under way
            measure(more, beside);
            changeUntil(more, left -> left == 0);
            quiet.add(micros(alone, 99));
            busy.add(micros(beside, 99));
            factors.add(micros(beside, 99) / micros(alone, 99));
        }
        targets.add(Target.atMost(
                1.5, "looks and changes while expired records are removed: p99", median(factors), "PostgreSQL"));
        figures.append(String.format(
                Locale.ROOT,
                "%nLooks and changes beside the removal of expired records: p99 %.0f µs, without it %.0f µs; the median of"
                        + " %d rounds.%n",
                median(busy),
                median(quiet),
                ROUNDS));
    }

    private static void changeUntil(LongMemory memory, LongPredicate expired) throws SQLException {
        long end = System.nanoTime() + LONGEST_REMOVAL.toNanos();
        while (!expired.test(memory.expired())) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("expired records were not removed within " + LONGEST_REMOVAL);
            }
            memory.change(nanos());
        }
    }

    private static void measure(LongMemory memory, Histogram nanos) {
        for (int i = 0; i < ROUND; i++) {
            memory.change(nanos);
            memory.look(nanos);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted(Comparator.naturalOrder()).toList().get(values.size() / 2);
    }

    private static Histogram nanos() {
        return new Histogram(3);
    }

    private static double micros(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e3;
    }

    // ---- plans ----

    /** Writes the plan of each statement, with its values, to a file. */
    private static void plans(Servers servers, List<Target> targets, StringBuilder figures)
            throws IOException, SQLException {
        RecordedStatements recorded = new RecordedStatements(servers.pool("many"));
        Map<String, String> plans;
        try (CustodyStore store = Servers.postgres(recorded.source(), Time.system())) {
            EveryStatement.run(store);
            EveryStatement.analyze(recorded.source());
            plans = recorded.plans();
        }
        StringBuilder text = new StringBuilder("# How PostgreSQL carries out each statement of the store\n");
        plans.forEach((sql, plan) -> text.append("\n```sql\n")
                .append(sql.replaceAll("(\\?, ){9,}\\?", "?, …"))
                .append("\n```\n\n```\n")
                .append(plan)
                .append("```\n"));
        Files.createDirectories(PLANS.getParent());
        Files.writeString(PLANS, text);
        long scans = plans.values().stream()
                .filter(plan -> plan.contains("Seq Scan on dual_client_record")
                        || plan.contains("Seq Scan on dual_client_outbox"))
                .count();
        targets.add(Target.atMost(0, "statements that read a whole table", scans, "PostgreSQL"));
        figures.append(String.format(
                Locale.ROOT,
                "%nOf %d statements %d read a whole table of records or of the outbox; the plan of each is in `%s` after a"
                        + " run.%n",
                plans.size(),
                scans,
                PLANS));
    }
}
