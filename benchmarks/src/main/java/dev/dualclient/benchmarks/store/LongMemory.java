package dev.dualclient.benchmarks.store;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyLevel;
import dev.dualclient.custody.CustodyRecord;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.StoreText;
import dev.dualclient.operation.Side;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.HdrHistogram.Histogram;

/** A database of its own with so many records, each of a refresh token that was used up. For one thread. */
final class LongMemory implements AutoCloseable {

    /** What is loaded at once. */
    private static final int PORTION = 1_000_000;

    /** Records like one, of which the database changes the three keys in the text. A look shows whether it can be read. */
    private static final String LOAD = "insert into dual_client_record"
            + " (record_key, digest, body, outage_notice, expires, forget_after, revision)"
            + " select md5('record' || i), translate(rtrim(encode(sha256(body::bytea), 'base64'), '='), '+/', '-_'), body,"
            + " 'END', (%3$d + i) * 1000000, %3$d + i + 1, 1 from (select i, %4$s as body"
            + " from generate_series(%1$d::bigint, %2$d::bigint) i) rows";

    private static final String KEY =
            "translate(rtrim(encode(decode(md5('%s' || i), 'hex'), 'base64'), '='), '+/', '-_')";

    private static final String EXPIRED = "insert into dual_client_record"
            + " (record_key, digest, body, outage_notice, expires, forget_after, revision)"
            + " select md5('expired' || i || random()), repeat('x', 43), repeat('x', 190), 'NONE', i, i, 1"
            + " from generate_series(1, %d) i";

    private static final Duration LIFE = Duration.ofDays(90);

    private final AtomicLong ahead = new AtomicLong();
    private final SplittableRandom random = new SplittableRandom(1);
    private final DataSource source;
    private final CustodyStore store;
    private final int size;
    private long fresh;

    /** Fills a database. */
    LongMemory(DataSource source, int size) throws SQLException {
        this.source = source;
        this.size = size;
        this.store = Servers.postgres(source, new Time() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanoTime() {
                return System.nanoTime() + ahead.get();
            }
        });
        long expires = Instant.now().plus(LIFE).getEpochSecond();
        for (int from = 0; from < size; from += PORTION) {
            run(LOAD.formatted(from, Math.min(size, from + PORTION) - 1, expires, body()));
        }
        run("vacuum analyze dual_client_record");
        if (store.look(List.of(existing())).records().isEmpty()) {
            throw new IllegalStateException("what was loaded is not found");
        }
    }

    /** Returns the text of a record as SQL, with keys of its own in each row. */
    private String body() {
        CustodyRecord record = spent(random, Side.SECONDARY, Instant.now().plus(LIFE));
        String body = "'" + StoreText.of(record) + "'";
        for (CustodyKey key : Stream.of(record.successor(), record.family(), record.companion())
                .map(Objects::requireNonNull)
                .toList()) {
            body = "replace(%s, '%s', %s)".formatted(body, key.toBase64Url(), KEY.formatted(key));
        }
        return body;
    }

    int size() {
        return size;
    }

    CustodyStore store() {
        return store;
    }

    /** Returns the bytes of a record, with all indexes. */
    double bytes() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_total_relation_size('dual_client_record')")) {
            row.next();
            return (double) row.getLong(1) / size;
        }
    }

    /** Adds records that have expired, which the next change finds. */
    void addExpired(int count) throws SQLException {
        run(EXPIRED.formatted(count));
        ahead.addAndGet(Duration.ofMinutes(2).toNanos());
    }

    /** Returns how many records have expired and are still there. */
    long expired() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from dual_client_record where forget_after < 1000000000")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Looks for two records that are there and one that is not, as a refresh does. */
    void look(Histogram nanos) {
        List<CustodyKey> keys = List.of(existing(), existing(), new CustodyKey(random.nextLong(), random.nextLong()));
        long start = System.nanoTime();
        store.look(keys);
        nanos.recordValue(System.nanoTime() - start);
    }

    /** Writes a row of two tokens. */
    void change(Histogram nanos) {
        List<Change> changes = IntStream.range(0, 2)
                .mapToObj(token -> new Change(new CustodyKey(random.nextLong(), fresh++), null, spent(random)))
                .toList();
        long start = System.nanoTime();
        store.change(changes, List.of());
        nanos.recordValue(System.nanoTime() - start);
    }

    static CustodyRecord spent(SplittableRandom random) {
        return spent(random, Side.SECONDARY, Instant.now().plus(LIFE));
    }

    /** Returns what is known of a refresh token that was used up. */
    static CustodyRecord spent(SplittableRandom random, Side side, Instant expires) {
        return new CustodyRecord(
                CustodyLevel.SPENT,
                side,
                null,
                new CustodyKey(random.nextLong(), random.nextLong()),
                new CustodyKey(random.nextLong(), random.nextLong()),
                List.of(),
                Set.of(),
                expires,
                0,
                new CustodyKey(random.nextLong(), random.nextLong()),
                null);
    }

    private CustodyKey existing() {
        return CustodyKey.of(md5("record" + random.nextInt(size)));
    }

    private static String md5(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
