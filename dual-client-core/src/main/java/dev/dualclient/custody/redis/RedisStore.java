package dev.dualclient.custody.redis;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyRecord;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.OutageNotice;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.custody.StoreText;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.operation.Side;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.sync.RedisCommands;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A custody store in Redis, on a single master that has its append-only file on and evicts nothing; both are checked
 * whenever a connection is made. Each operation is one script, so it is atomic and takes one round trip; none is sent
 * twice. Redis forgets a record when it expires, by its own clock, and the rest never.
 *
 * <p>The server's data has an identity and a revision that counts changes. If what a process has seen is gone, because
 * somebody flushed the server, or it restarted or failed over without its last changes, that is logged as an error and
 * the store stays unavailable to this process until it restarts: a memory with a gap would bring killed tokens back to
 * life. Thread-safe.
 */
public final class RedisStore implements CustodyStore {

    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);
    private static final String FORMAT = "2 ";
    private static final Comparator<OutboxEntry> BY_AGE = Comparator.comparing(Place::of);

    private final RedisStoreSettings settings;
    private final Time time;
    private final RedisDurability durability;
    private final RedisLink link;
    private final AtomicLong revision = new AtomicLong();
    private final Set<String> damaged = ConcurrentHashMap.newKeySet();
    private volatile String identity = "";
    private volatile @Nullable String lost;

    /**
     * Opens a store. If the server does not answer, that is logged, and the store is unavailable until it does.
     *
     * @param settings where the server is and how to use it
     * @param time the source of time
     * @throws IllegalStateException if the server is one that would forget, or holds data of another version; it says
     *     what to change
     */
    public RedisStore(RedisStoreSettings settings, Time time) {
        this.settings = settings;
        this.time = time;
        this.durability = new RedisDurability(settings);
        this.link = new RedisLink(settings, this::meet);
        try {
            link.start();
        } catch (StoreUnavailableException unavailable) {
            if (unavailable.getCause() instanceof IllegalStateException unfit) {
                link.close();
                throw unfit;
            }
            LOG.warn("The custody store cannot be used yet: {}", unavailable.getMessage());
        }
    }

    /** Looks at a server that was not there before, or was away; the first time, at whose data it is. */
    private void meet(RedisCommands<String, String> redis) {
        durability.check(redis);
        if (!identity.isEmpty()) {
            return; // the next script sees whether it is the same
        }
        String mine = FORMAT + UUID.randomUUID();
        RedisReply reply = new RedisReply(RedisScript.BEGIN.run(redis, settings.prefix(), mine));
        String found = reply.text(1);
        if (!found.startsWith(FORMAT)) {
            throw new IllegalStateException(settings.server()
                    + " holds custody of another version of Dual Client; run that version, or set another prefix");
        }
        if (found.equals(mine)) {
            LOG.info("{}: begins as an empty custody store; if it was one before, its data is lost", settings);
        }
        revision.set(reply.revision());
        identity = found;
    }

    @Override
    public View look(Collection<CustodyKey> keys) {
        List<CustodyKey> asked = List.copyOf(keys);
        Stream<String> now = Stream.of(RedisChange.micros(time.now()));
        RedisReply reply = run(
                RedisScript.LOOK,
                Stream.concat(now, asked.stream().map(CustodyKey::toBase64Url)).toArray(String[]::new));
        List<@Nullable String> texts = reply.texts(1, asked.size());
        Map<CustodyKey, CustodyRecord> records = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            String text = texts.get(i);
            if (text != null) {
                records.put(asked.get(i), StoreText.record(text));
            }
        }
        List<OutboxEntry> entries =
                reply.texts(2).stream().map(RedisChange::entry).sorted(BY_AGE).toList();
        Set<Side> lagging = EnumSet.noneOf(Side.class);
        reply.texts(3).forEach(side -> lagging.add(Side.valueOf(side)));
        return new View(records, entries, lagging, reply.texts(4, 1).get(0));
    }

    @Override
    public boolean change(Collection<Change> changes, Collection<EntryChange> entries) {
        RedisChange change = new RedisChange(time);
        changes.forEach(change::add);
        entries.forEach(change::add);
        return make(change);
    }

    private boolean make(RedisChange change) {
        return run(RedisScript.CHANGE, change.json()).number(1) == 1;
    }

    @Override
    public List<OutboxEntry> due(Side side, boolean blocking, Instant now, int limit) {
        return readable(
                limit, rows -> run(RedisScript.DUE, RedisChange.due(side, blocking), RedisChange.micros(now), rows));
    }

    @Override
    public List<OutboxEntry> pending(Side side, boolean blocking, @Nullable Place after, int limit) {
        String score = after == null ? "-inf" : RedisChange.micros(after.made());
        String member = after == null ? "" : after.id();
        return readable(
                limit, rows -> run(RedisScript.PENDING, RedisChange.pending(side, blocking), score, member, rows));
    }

    @Override
    public List<OutboxEntry> entries(Collection<String> ids) {
        return rows(run(
                RedisScript.ENTRIES, Stream.concat(Stream.of(""), ids.stream()).toArray(String[]::new)));
    }

    @Override
    public List<OutboxEntry> entriesOf(String kill) {
        return rows(run(RedisScript.ENTRIES, RedisChange.ofKill(kill)));
    }

    @Override
    public PendingCount countPending(Side side, int bound) {
        RedisReply reply = run(RedisScript.COUNT, RedisChange.pending(side, true), RedisChange.pending(side, false));
        List<String> oldest = reply.texts(3);
        return new PendingCount(
                (int) Math.min(bound, reply.number(1)),
                (int) Math.min(bound, reply.number(2)),
                oldest.isEmpty() ? null : instant(oldest.get(1)));
    }

    private static Instant instant(String micros) {
        return Instant.EPOCH.plus(new BigDecimal(micros).longValue(), ChronoUnit.MICROS);
    }

    /** Returns as many rows as are asked for, and reads more in place of those that cannot be read. */
    private List<OutboxEntry> readable(int limit, Function<String, RedisReply> read) {
        if (limit <= 0) {
            return List.of();
        }
        for (long asked = limit; ; asked *= 2) {
            RedisReply reply = read.apply(Long.toString(asked));
            List<OutboxEntry> entries = rows(reply);
            if (entries.size() >= limit || reply.texts(1).size() < 2 * asked) {
                return entries.stream().limit(limit).toList();
            }
        }
    }

    private List<OutboxEntry> rows(RedisReply reply) {
        List<String> texts = reply.texts(1);
        List<OutboxEntry> entries = new ArrayList<>();
        for (int i = 0; i < texts.size(); i += 2) {
            add(entries, texts.get(i), texts.get(i + 1));
        }
        return entries;
    }

    /** Adds a row; one that cannot be read must not hide the others. */
    private void add(List<OutboxEntry> entries, String id, String text) {
        try {
            entries.add(RedisChange.entry(text));
        } catch (StoreUnavailableException unreadable) {
            if (damaged.add(id)) {
                LOG.warn("row {} of the outbox is not delivered: {}", id, unreadable.getMessage());
            }
        }
    }

    @Override
    public List<NoticedKey> noticed(OutageNotice why, NoticedKey after, int limit) {
        String member = after.key() == null ? "" : after.key().toBase64Url();
        String score = RedisChange.micros(after.expires());
        List<String> texts = run(RedisScript.NOTICED, RedisChange.place(why), score, member, Integer.toString(limit))
                .texts(1);
        List<NoticedKey> noticed = new ArrayList<>();
        for (int i = 0; i < texts.size(); i += 2) {
            noticed.add(new NoticedKey(instant(texts.get(i + 1)), CustodyKey.ofBase64Url(texts.get(i))));
        }
        return noticed;
    }

    @Override
    public @Nullable String note(String name) {
        return run(RedisScript.NOTE, name).texts(1, 1).get(0);
    }

    @Override
    public boolean note(String name, @Nullable String from, String to) {
        RedisChange change = new RedisChange(time);
        change.addNote(name, from, to);
        return make(change);
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    private RedisReply run(RedisScript script, String... arguments) {
        if (lost != null) {
            throw new StoreUnavailableException(lost);
        }
        RedisReply reply = new RedisReply(link.call(redis -> guarded(redis, script, arguments)));
        revision.accumulateAndGet(reply.revision(), Math::max);
        return reply;
    }

    private List<Object> guarded(RedisCommands<String, String> redis, RedisScript script, String[] arguments) {
        Stream<String> guard = Stream.of(settings.prefix(), identity, Long.toString(revision.get()));
        try {
            return script.run(redis, Stream.concat(guard, Stream.of(arguments)).toArray(String[]::new));
        } catch (RedisCommandExecutionException refusal) {
            throw RedisFailure.code(refusal).equals("LOST") ? loss() : refusal;
        }
    }

    private synchronized StoreUnavailableException loss() {
        if (lost == null) {
            lost = "the custody store, " + settings.server() + ", has lost data that was in it: it was flushed, or"
                    + " restarted or failed over without its last changes. Restore it from a backup, or accept that the"
                    + " kills since then are forgotten and repeat those that you know. Then restart all nodes";
            LOG.error(lost);
        }
        return new StoreUnavailableException(lost);
    }

    @Override
    public void close() {
        link.close();
    }
}
