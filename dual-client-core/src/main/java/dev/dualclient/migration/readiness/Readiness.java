package dev.dualclient.migration.readiness;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Outbox;
import dev.dualclient.custody.OutboxState;
import dev.dualclient.custody.Party;
import dev.dualclient.custody.StoreMonitor;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the secondary can be switched off. It collects the evidence, from what calls have shown on all nodes, from the
 * token lists of both backends and from the custody store, and lets {@link ReadinessRules} judge it. Thread-safe.
 */
public final class Readiness {

    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final int SHOWN = 20;
    private static final int ROWS = 1_000;
    private static final int NAMES = 10_000;
    private static final String FINISHED = "migrator-finished";

    private final Custody custody;
    private final ReadinessSettings settings;
    private final Evidence.Limits limits;
    private final ExternalFacts external;
    private final Predicate<CustodyKey> carried;
    private final Time time;
    private final LastOccurrences times;
    private final SecondaryWrites writes;
    private final Heartbeats beats;
    private final Scans scans;
    private final ScanHistory history;
    private final RemainingCurve curve;
    private final PostChecks postChecks;
    private volatile @Nullable ReadinessReport latest;
    private volatile Instant looked = Instant.EPOCH;
    private final Cache<CustodyKey, String> names =
            Caffeine.newBuilder().maximumSize(NAMES).build();

    Readiness(ReadinessParts parts) {
        custody = parts.custody();
        settings = parts.settings();
        limits = parts.limits();
        external = parts.external();
        carried = parts.carried();
        time = parts.time();
        times = new LastOccurrences(custody.notes(), time);
        writes = new SecondaryWrites(custody, time);
        beats = new Heartbeats(parts.instance(), custody.notes(), writes, parts.stages(), time);
        scans = new Scans(custody, parts.backends(), settings, time, parts.pageSize(), this::learn);
        history = new ScanHistory(custody.notes());
        curve = new RemainingCurve(custody.notes());
        postChecks = new PostChecks(custody.notes(), beats, writes, time);
    }

    /** Begins to watch. */
    public static Readiness watch(ReadinessParts parts) {
        return new Readiness(parts);
    }

    private void learn(String clientId) {
        names.put(key(clientId), clientId);
    }

    private CustodyKey key(String client) {
        return custody.kills().key(new Party(Party.Kind.CLIENT, client));
    }

    // ---- what calls show ----

    /** Notes that the secondary has answered a call that nobody else could answer. */
    public void servedBySecondary() {
        times.happened(LastOccurrences.Event.SERVED_BY_SECONDARY);
    }

    /** Notes that the tokens of a client, a user or a grant were killed. */
    public void killedMany() {
        times.happened(LastOccurrences.Event.KILLED_MANY);
    }

    /** Notes that the backends have answered the same read differently. */
    public void disagreed() {
        times.happened(LastOccurrences.Event.DISAGREED);
    }

    /**
     * Notes that something was written at the secondary, or may have been.
     *
     * @param client the id of the client, {@code null} if nobody can tell
     * @param begins whether something begins there by that
     * @param unanswered whether there was no answer
     */
    public void wroteAtSecondary(@Nullable String client, boolean begins, boolean unanswered) {
        writes.wrote(client);
        if (beats.isDrained()) { // rare then, and the answer whether the secondary can go must not miss it
            writes.shareNow();
        }
        if (begins) {
            times.happened(LastOccurrences.Event.BIRTH_AT_SECONDARY);
        }
        if (unanswered) {
            times.happened(LastOccurrences.Event.DOUBT_AT_SECONDARY);
        }
    }

    /** Notes that the secondary has issued a device code, a backchannel request or a pushed request. */
    public void oneTimeAtSecondary(Duration life) {
        if (life.compareTo(ReadinessRules.TICKETS) > 0) { // which are waited for anyway
            times.happens(LastOccurrences.Event.ONE_TIME_OVER, time.now().plus(life));
        }
    }

    /** Notes that this node follows another stage from now on. */
    public void stageChanged() {
        beats.stageChanged();
    }

    // ---- what is done in the background ----

    /** Tells the other nodes; to be called every second. */
    public void share() {
        times.share();
        beats.tick(custody.monitor().state());
        postChecks.runIfDue();
    }

    /** Reads the lists if it is time, and judges anew every minute; to be called every second, by a thread of its own. */
    public void scanIfDue() {
        Instant before = lastScan();
        scans.runIfDue();
        remember(before);
        Instant now = time.now();
        if (looked.plus(LOOK).isBefore(now)) {
            looked = now;
            judge();
        }
    }

    private void judge() {
        try {
            report();
        } catch (StoreUnavailableException down) {
            latest = null; // nothing can be said
            LOG.debug("readiness cannot be judged: {}", down.getMessage());
        }
    }

    private @Nullable Instant lastScan() {
        try {
            ScanFacts facts = scans.facts();
            return facts == null ? null : facts.ended();
        } catch (StoreUnavailableException down) {
            LOG.debug("the last scan cannot be read: {}", down.getMessage());
            return null;
        }
    }

    private void remember(@Nullable Instant before) {
        try {
            ScanFacts facts = scans.facts();
            if (facts != null && facts.clients() >= 0 && !facts.ended().equals(before)) {
                Map<CustodyKey, ClientEvidence> clients = scans.clients();
                history.add(facts.round(), clients);
                curve.add(facts.ended(), clients.values());
            }
        } catch (StoreUnavailableException down) {
            LOG.debug("the scan is not remembered: {}", down.getMessage());
        }
    }

    /** Remembers how much has been written at the secondary, before primary-only is entered. */
    void enteringPrimaryOnly() {
        beats.beat();
        postChecks.entering();
    }

    /** Tells that this node ends. */
    public void goodBye() {
        beats.goodBye();
    }

    // ---- what operators ask ----

    /**
     * Reads the lists now, as fast as the backends answer. It can take long.
     *
     * @return whether that was done; not while another node does
     * @throws StoreUnavailableException if the custody store is down
     */
    public boolean scan() {
        beats.beat();
        Instant before = lastScan();
        boolean done = scans.runNow();
        remember(before);
        return done;
    }

    /**
     * Declares that the token migrator has finished, so that nothing is copied any more once its lag has passed.
     *
     * @throws StoreUnavailableException if the custody store is down
     */
    public void migratorFinished(String by, String reason) {
        String kept = custody.notes().read(FINISHED);
        if (custody.notes().write(FINISHED, kept, time.now().toString())) {
            LOG.warn("The token migrator was declared finished, by {}: \"{}\"", by, reason);
        } else {
            migratorFinished(by, reason);
        }
    }

    /** Returns whether the lists of the backends are read. */
    public boolean scans() {
        return settings.scanEnabled();
    }

    /** Returns how readiness stands, as this node last found it. Asks neither a backend nor the store. */
    public ReadinessState state() {
        return new ReadinessState(latest, scanned(Side.PRIMARY), scanned(Side.SECONDARY));
    }

    private ReadinessState.Scanned scanned(Side side) {
        return new ReadinessState.Scanned(scans.counted(side, true), scans.counted(side, false));
    }

    /**
     * Returns whether the secondary can be switched off, by what is known now. Asks no backend.
     *
     * @throws StoreUnavailableException if the custody store is down
     */
    public ReadinessReport report() {
        beats.beat();
        Evidence evidence = evidence();
        ReadinessRules rules = new ReadinessRules(evidence, settings, carried);
        List<Finding> findings = rules.findings();
        List<ClientBlocker> blockers = rules.blockers();
        Verdict verdict = ReadinessReport.verdict(findings);
        ReadinessReport report = new ReadinessReport(
                verdict,
                evidence.now(),
                Timeline.of(evidence).since(),
                findings,
                blockers.stream()
                        .limit(SHOWN)
                        .map(blocker -> blocker.named(names.getIfPresent(blocker.key())))
                        .toList(),
                Math.max(0, blockers.size() - SHOWN),
                ReadinessReport.bound(findings),
                verdict == Verdict.SAFE ? null : history.estimate(),
                history.stalledSince(),
                evidence.facts() == null ? null : evidence.facts().ended(),
                postChecks.last(),
                curve.points());
        latest = report;
        return report;
    }

    /** Returns a report as a document that can be kept, and be {@linkplain SavedReport#check checked} afterwards. */
    public String save(ReadinessReport report) {
        return SavedReport.of(report, custody);
    }

    private Evidence evidence() {
        Map<CustodyKey, Instant> byClient = new HashMap<>();
        writes.all().forEach((client, write) -> byClient.put(client, write.last()));
        Instant ofNobody = byClient.remove(writes.ofNobody());
        Set<CustodyKey> accepted = new HashSet<>();
        settings.accept().stream()
                .filter(name -> name.startsWith("alias:"))
                .forEach(name -> accepted.add(key(name.substring("alias:".length()))));
        StoreMonitor.State store = custody.monitor().state();
        return new Evidence(
                time.now(),
                beats.policy(),
                List.copyOf(beats.nodes().values()),
                events(),
                pending(),
                new Evidence.Store(
                        custody.isDurable(), store == StoreMonitor.State.UP, store == StoreMonitor.State.LOST),
                scans.facts(),
                scans.clients(),
                new Evidence.Writes(byClient, ofNobody),
                accepted,
                limits,
                external);
    }

    private Evidence.Events events() {
        String finished = custody.notes().read(FINISHED);
        return new Evidence.Events(
                Objects.requireNonNullElse(times.of(LastOccurrences.Event.WATCHED), time.now()),
                times.of(LastOccurrences.Event.BIRTH_AT_SECONDARY),
                times.of(LastOccurrences.Event.DOUBT_AT_SECONDARY),
                times.of(LastOccurrences.Event.SERVED_BY_SECONDARY),
                times.of(LastOccurrences.Event.KILLED_MANY),
                times.of(LastOccurrences.Event.DISAGREED),
                times.of(LastOccurrences.Event.ONE_TIME_OVER),
                finished == null ? null : Instant.parse(finished));
    }

    private Evidence.Pending pending() {
        custody.outbox().count();
        long blocking = custody.outbox().state().values().stream()
                .mapToLong(OutboxState::blocking)
                .sum();
        List<Outbox.Row> rows =
                new ArrayList<>(custody.outbox().rows(null, ROWS).rows());
        long due = rows.stream()
                .filter(row -> row.side() == Side.PRIMARY && !row.blocking())
                .filter(row -> !row.due().isAfter(time.now()))
                .count();
        return new Evidence.Pending(blocking, due);
    }
}
