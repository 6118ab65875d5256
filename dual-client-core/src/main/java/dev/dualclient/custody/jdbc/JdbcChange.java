package dev.dualclient.custody.jdbc;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyRecord;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.CustodyStore.EntryChange;
import dev.dualclient.custody.OutageNotice;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.custody.StoreText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a change, in the order of keys, so that no two changes wait for each other in a circle. Texts are compared
 * by their digests, which no database folds, pads or converts.
 */
final class JdbcChange {

    private static final String INSERT_RECORD = "insert into dual_client_record"
            + " (digest, body, outage_notice, expires, forget_after, record_key, revision) values (?, ?, ?, ?, %s + ?, ?, 0)";

    /** The revision, for a driver may count only rows that are changed by a statement. */
    private static final String UPDATE_RECORD = "update dual_client_record set digest = ?, body = ?, outage_notice = ?,"
            + " expires = ?, forget_after = greatest(forget_after, %s + ?), revision = revision + 1"
            + " where record_key = ? and digest = ?";

    private static final String DELETE_RECORD = "delete from dual_client_record where record_key = ? and digest = ?";

    private static final String INSERT_ENTRY = "insert into dual_client_outbox (revision, digest, body, kill_id, side,"
            + " blocking, of_many, made, held_until, ready_at, id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String UPDATE_ENTRY = "update dual_client_outbox set revision = ?, digest = ?, body = ?,"
            + " kill_id = ?, side = ?, blocking = ?, of_many = ?, made = ?, held_until = ?, ready_at = ?"
            + " where id = ? and revision = ?";

    private static final String DELETE_ENTRY = "delete from dual_client_outbox where id = ? and revision = ?";

    private static final String DELETE_NAMES = "delete from dual_client_outbox_name where entry_id = ?";

    private static final String INSERT_NAME = "insert into dual_client_outbox_name (name, entry_id) values (?, ?)";

    private static final String INSERT_NOTE =
            "insert into dual_client_note (digest, body, name, revision) values (?, ?, ?, 0)";

    private static final String UPDATE_NOTE =
            "update dual_client_note set digest = ?, body = ?, revision = revision + 1"
                    + " where name = ? and digest = ?";

    private final List<JdbcStep> steps = new ArrayList<>();
    private final JdbcDialect dialect;
    private final Time time;

    private JdbcChange(JdbcDialect dialect, Time time) {
        this.dialect = dialect;
        this.time = time;
    }

    static List<JdbcStep> of(
            Collection<Change> changes, Collection<EntryChange> entries, JdbcDialect dialect, Time time) {
        JdbcChange change = new JdbcChange(dialect, time);
        changes.stream()
                .sorted(Comparator.comparing(one -> one.key().toString()))
                .forEach(change::add);
        List<EntryChange> inOrder =
                entries.stream().sorted(Comparator.comparing(JdbcChange::id)).toList();
        inOrder.forEach(change::add); // all rows first, for rows of one table go in one batch
        inOrder.forEach(change::addNames);
        return change.steps;
    }

    static JdbcStep ofNote(String name, @Nullable String from, String to) {
        return from == null
                ? JdbcStep.sure(INSERT_NOTE, digest(to), to, name)
                : JdbcStep.sure(UPDATE_NOTE, digest(to), to, name, digest(from));
    }

    private void add(Change change) {
        String key = change.key().toString();
        CustodyRecord from = change.from();
        CustodyRecord to = change.to();
        if (to == null) {
            if (from == null) { // what is put there for a moment finds out whether there is nothing
                steps.add(JdbcStep.sure(
                        INSERT_RECORD.formatted("0"), digest(""), "", OutageNotice.NONE.name(), 0L, 0L, key));
            }
            steps.add(JdbcStep.sure(DELETE_RECORD, key, digest(from == null ? "" : StoreText.of(from))));
            return;
        }
        String text = StoreText.of(to);
        Object[] values = {
            digest(text), text, to.outageNotice().name(), micros(to.expires()), secondsUntil(to.expires()), key
        };
        steps.add(
                from == null
                        ? JdbcStep.sure(INSERT_RECORD.formatted(dialect.seconds()), values)
                        : JdbcStep.sure(
                                UPDATE_RECORD.formatted(dialect.seconds()),
                                followed(values, digest(StoreText.of(from)))));
    }

    private void add(EntryChange change) {
        OutboxEntry to = change.to();
        if (to == null) {
            OutboxEntry from = Objects.requireNonNull(change.from());
            steps.add(JdbcStep.sure(DELETE_ENTRY, from.id(), from.revision())); // and its names with it
            return;
        }
        String text = StoreText.of(to);
        Object[] values = {
            to.revision(),
            digest(text),
            text,
            to.kill(),
            to.side().name(),
            to.blocks(),
            to.concernsAnybody(),
            micros(to.made()),
            micros(to.heldUntil()),
            micros(to.readyAt()),
            to.id()
        };
        steps.add(
                change.from() == null
                        ? JdbcStep.sure(INSERT_ENTRY, values)
                        : JdbcStep.sure(
                                UPDATE_ENTRY, followed(values, change.from().revision())));
    }

    private void addNames(EntryChange change) {
        Set<String> from = names(change.from());
        Set<String> to = names(change.to());
        if (change.to() == null || from.equals(to)) {
            return;
        }
        String id = change.to().id();
        if (change.from() != null) {
            steps.add(JdbcStep.any(DELETE_NAMES, id));
        }
        to.forEach(name -> steps.add(JdbcStep.sure(INSERT_NAME, name, id)));
    }

    private static String id(EntryChange change) {
        return change.from() != null
                ? change.from().id()
                : Objects.requireNonNull(change.to()).id();
    }

    private static Set<String> names(@Nullable OutboxEntry entry) {
        Set<String> names = new TreeSet<>();
        if (entry != null) {
            entry.names().forEach(key -> names.add(key.toString()));
        }
        return names;
    }

    /** A duration, which the database adds to its own time: a node whose clock has jumped makes nothing expire early. */
    private long secondsUntil(Instant expires) {
        return Math.max(0, Duration.between(time.now(), expires).toSeconds()) + 1;
    }

    static String digest(String text) {
        return StoreText.hash(text);
    }

    static long micros(Instant instant) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        } catch (ArithmeticException beyond) {
            return instant.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }

    static Object[] followed(Object[] values, Object last) {
        Object[] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = last;
        return all;
    }
}
