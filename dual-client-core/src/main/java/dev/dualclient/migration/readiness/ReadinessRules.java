package dev.dualclient.migration.readiness;

import dev.dualclient.custody.CustodyKey;
import dev.dualclient.migration.Migrator;
import dev.dualclient.migration.readiness.ClientBlocker.Why;
import dev.dualclient.migration.report.Rendering;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The predicate: the secondary can be switched off if all of this holds. Pure: it looks at the evidence alone, and what is
 * missing there never counts as good. Immutable.
 */
final class ReadinessRules {

    static final Duration TICKETS = Duration.ofHours(24);
    private static final Duration LEAST_AGE = Duration.ofHours(2);
    private static final Duration CLOCKS = Duration.ofSeconds(6); // five, and a header that tells whole seconds
    private static final Duration MARGIN = Duration.ofMinutes(1); // what happened last is noted to the minute

    private final Evidence evidence;
    private final ReadinessSettings settings;
    private final Predicate<CustodyKey> carried;
    private final Timeline timeline;
    private final Instant now;

    /**
     * Creates the predicate.
     *
     * @param carried whether tokens of a client are carried over when they are used
     */
    ReadinessRules(Evidence evidence, ReadinessSettings settings, Predicate<CustodyKey> carried) {
        this.evidence = evidence;
        this.settings = settings;
        this.carried = carried;
        this.timeline = Timeline.of(evidence);
        this.now = evidence.now();
    }

    /** Returns what came of every check, in their order. */
    List<Finding> findings() {
        List<ClientBlocker> blockers = blockers();
        return List.of(
                noBirth(),
                noStranger(),
                covered(blockers),
                oneTime(),
                pendingRows(),
                doubts(),
                clients(),
                keys(),
                copying(),
                watched(),
                seen(),
                quiet(),
                agreement(),
                lists());
    }

    private Finding noBirth() {
        if (timeline.since() != null) {
            return Finding.holds(Check.Q1, "no grant has begun at the secondary since " + second(timeline.since()));
        }
        List<String> exceptions = new ArrayList<>();
        if (!Heartbeats.isDrained(evidence.policy())) {
            exceptions.add("the stage is " + evidence.policy() + ": change it to drain for all clients");
        }
        List<String> nodes = undrained();
        if (!nodes.isEmpty()) {
            exceptions.add("these nodes let logins begin at the secondary: " + String.join(", ", nodes));
        }
        return Finding.fails(Check.Q1, Math.max(1, exceptions.size()), String.join("; ", exceptions), null);
    }

    private List<String> undrained() {
        return evidence.nodes().stream()
                .filter(node -> !Timeline.isGone(node, evidence) && node.drainedSince() == null)
                .map(NodeState::name)
                .toList();
    }

    private Finding noStranger() {
        Instant since = timeline.since();
        Instant last = evidence.clients().values().stream()
                .map(ClientEvidence::stranger)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        if (since == null) {
            return Finding.fails(Check.Q2, 1, "this can be checked only once no grant begins at the secondary", null);
        }
        boolean strange = last.isAfter(since.plus(Timeline.SKEW))
                && last.plus(settings.quiet()).isAfter(now);
        return strange
                ? Finding.fails(
                        Check.Q2,
                        1,
                        "a caller writes at the secondary without Dual Client, last at " + second(last)
                                + ": find out which server calls it directly",
                        last.plus(settings.quiet()))
                : Finding.holds(Check.Q2, "no other caller has written at the secondary since then");
    }

    private Finding covered(List<ClientBlocker> blockers) {
        if (!settings.scanEnabled()) {
            return Finding.unknown(Check.Q3, "readiness.scan.enabled is false, so the token lists are not read");
        }
        if (evidence.facts() == null) {
            return Finding.unknown(Check.Q3, "the token lists have not been read yet");
        }
        long failed = blockers.stream().filter(one -> one.why().isUnseen()).count();
        long rows = blockers.stream().mapToLong(ClientBlocker::rows).sum();
        if (blockers.isEmpty()) {
            return Finding.holds(
                    Check.Q3,
                    "the primary can serve all living tokens of the "
                            + evidence.clients().size() + " clients");
        }
        String text = rows + " living rows of " + blockers.size()
                + " clients are at the secondary alone, or were not read since then";
        Finding finding = Finding.fails(Check.Q3, Math.max(1, rows), text, latestClear(blockers));
        return failed == 0 ? finding : Finding.unknown(Check.Q3, failed + " clients could not be scanned; " + text);
    }

    private static @Nullable Instant latestClear(List<ClientBlocker> blockers) {
        return blockers.stream().anyMatch(one -> one.clearsBy() == null)
                ? null
                : blockers.stream()
                        .map(one -> Objects.requireNonNull(one.clearsBy()))
                        .max(Instant::compareTo)
                        .orElse(null);
    }

    /** Returns the clients whose tokens the primary cannot serve, or not for sure. */
    List<ClientBlocker> blockers() {
        List<ClientBlocker> blockers = new ArrayList<>();
        evidence.clients().forEach((client, found) -> {
            ClientBlocker blocker = blocker(client, found);
            if (blocker != null) {
                blockers.add(blocker);
            }
        });
        blockers.sort(ClientBlocker.ORDER);
        return blockers;
    }

    private @Nullable ClientBlocker blocker(CustodyKey client, ClientEvidence found) {
        Instant wrote = evidence.writes().byClient().get(client);
        Instant touched = Timeline.latest(
                Objects.requireNonNullElse(wrote, Instant.EPOCH),
                evidence.writes().ofNobody());
        boolean disturbed = !found.begun().isAfter(touched.plus(Timeline.SKEW));
        if (found.end() != ClientEvidence.End.CLEAN && !disturbed) {
            return blocker(client, found, found.end() == ClientEvidence.End.FAILED ? Why.FAILED : Why.UNCLEAN, null);
        }
        boolean early = timeline.since() == null || found.begun().isBefore(timeline.scansFrom());
        if (disturbed || early || found.begun().plus(maxAge()).isBefore(now)) {
            Instant next = early ? null : found.begun().plus(settings.every());
            return blocker(
                    client, found, disturbed ? Why.USED : early ? Why.BEFORE_DRAIN : Why.OLD, disturbed ? null : next);
        }
        if (found.uncovered() == 0 || isExpired(found.latestExpiry())) {
            return null;
        }
        return blocker(client, found, Why.UNCOVERED, clearsBy(client, found, wrote));
    }

    private boolean isExpired(Instant expiry) {
        return expiry.plus(Timeline.SKEW).isBefore(now);
    }

    /** A row that each refresh at the secondary extends has no bound, unless it is copied when it is used. */
    private @Nullable Instant clearsBy(CustodyKey client, ClientEvidence found, @Nullable Instant wrote) {
        boolean inUse = wrote != null && wrote.plus(settings.quiet()).isAfter(now);
        boolean copied = !inUse && (isMigrated() || found.standing() == ClientStanding.SAME && carried.test(client));
        Instant expiry = found.latestExpiry().equals(ClientEvidence.NEVER) ? null : found.latestExpiry();
        Instant swept = settings.sweepsUnusedAfter() == null || inUse
                ? null
                : found.begun().plus(settings.sweepsUnusedAfter());
        Instant bound = found.renewable() && !copied ? null : expiry;
        if (bound == null) {
            return swept;
        }
        return swept != null && swept.isBefore(bound) ? swept : bound;
    }

    private boolean isMigrated() {
        return settings.migrator() == Migrator.EXTERNAL && evidence.events().migratorFinished() == null;
    }

    private static ClientBlocker blocker(CustodyKey client, ClientEvidence found, Why why, @Nullable Instant clearsBy) {
        return new ClientBlocker(client, null, why, found.uncovered(), found.leastUsed(), clearsBy);
    }

    private Duration maxAge() {
        ScanFacts facts = evidence.facts();
        Duration given = settings.maxAge();
        if (given != null) {
            return given;
        }
        Duration thrice = facts == null
                ? Duration.ZERO
                : Duration.between(facts.round(), facts.ended()).multipliedBy(3);
        return thrice.compareTo(LEAST_AGE) > 0 ? thrice : LEAST_AGE;
    }

    private Finding oneTime() {
        if (timeline.since() == null) {
            return Finding.fails(Check.Q4, 1, "codes and tickets can still be issued by the secondary", null);
        }
        Duration longest = evidence.external().oneTimeLife();
        Duration life = longest == null || longest.compareTo(TICKETS) < 0 ? TICKETS : longest;
        Instant over = Timeline.latest(
                timeline.since().plus(life).plus(MARGIN), evidence.events().oneTimeOver());
        return over.isAfter(now)
                ? Finding.fails(Check.Q4, 1, "a code or ticket of the secondary may live until " + second(over), over)
                : Finding.holds(Check.Q4, "codes and tickets of the secondary have expired");
    }

    private Finding pendingRows() {
        Evidence.Pending pending = evidence.pending();
        long count = pending.blocking() + pending.repeatsDue();
        return count > 0
                ? Finding.fails(
                        Check.Q5,
                        count,
                        "the outbox holds " + count(pending.blocking(), "blocking row") + " and "
                                + count(pending.repeatsDue(), "due repeat"),
                        null)
                : Finding.holds(Check.Q5, "the outbox holds no blocking row, and no repeat is due");
    }

    private Finding doubts() {
        long claims = evidence.clients().values().stream()
                .filter(found -> !isExpired(found.latestExpiry()))
                .mapToLong(ClientEvidence::doubts)
                .sum();
        Instant last = evidence.events().doubt();
        Instant settled =
                last == null ? null : last.plus(evidence.limits().settle()).plus(MARGIN);
        boolean recent = settled != null && settled.isAfter(now);
        if (claims == 0 && !recent) {
            return Finding.holds(Check.Q6, "no use at the secondary is without an answer");
        }
        return Finding.fails(
                Check.Q6,
                Math.max(1, claims),
                claims + " tokens may have been used up at the secondary without an answer"
                        + (recent ? ", the last one less than a minute ago" : ""),
                claims == 0 ? settled : null);
    }

    private Finding clients() {
        List<String> problems = new ArrayList<>();
        Map<ClientStanding, Long> standings = evidence.clients().entrySet().stream()
                .filter(client ->
                        client.getValue().rows() > 0 && !evidence.accepted().contains(client.getKey()))
                .map(client -> client.getValue().standing())
                .filter(standing -> !isAccepted(standing))
                .collect(Collectors.groupingBy(standing -> standing, Collectors.counting()));
        new TreeSet<>(standings.keySet())
                .forEach(standing -> problems.add("of " + standings.get(standing)
                        + " clients with tokens at the secondary, " + standing.words()));
        ScanFacts facts = evidence.facts();
        boolean grants = facts == null || !Boolean.FALSE.equals(facts.grantManagement());
        if (grants && !settings.accept().contains("grant-management")) {
            problems.add(
                    facts == null || facts.grantManagement() == null
                            ? "it is not known whether the secondary has grant management"
                            : "the secondary has grant management, and lists do not show grant ids: accept grant-management in"
                                    + " readiness.accept if no client uses it");
        }
        return problems.isEmpty()
                ? Finding.holds(Check.Q7, "the primary has all clients that have tokens at the secondary")
                : Finding.fails(Check.Q7, problems.size(), String.join("; ", problems), null);
    }

    private boolean isAccepted(ClientStanding standing) {
        return standing == ClientStanding.SAME
                || standing == ClientStanding.REGISTRATION_TOKEN
                        && settings.accept().contains("registration-tokens");
    }

    private Finding keys() {
        ScanFacts facts = evidence.facts();
        List<String> missing = facts == null ? null : facts.missingKeys();
        if (missing == null) {
            return Finding.fails(Check.Q8, 1, "the JWK sets of the backends could not be compared", null);
        }
        if (missing.isEmpty()) {
            return Finding.holds(Check.Q8, "the primary publishes all keys of the secondary");
        }
        Instant last = Timeline.latest(evidence.writes().last(), timeline.since() == null ? now : timeline.since());
        Duration life = evidence.external().idTokenLife();
        Instant over = life == null ? null : last.plus(life);
        if (over != null && !Boolean.FALSE.equals(evidence.external().signsAccessTokens())) {
            for (ClientEvidence found : evidence.clients().values()) {
                over = Timeline.latest(over, found.lastAccessExpiry());
            }
        }
        if (over != null && over.isBefore(now)) {
            return Finding.holds(Check.Q8, "what was signed with the keys " + missing + " has expired");
        }
        return Finding.fails(
                Check.Q8,
                missing.size(),
                "the primary does not publish the keys " + missing + " of the secondary: import them"
                        + (over == null
                                ? ", for it is not known how long ID tokens live"
                                : ", or wait until " + second(over)),
                over);
    }

    private Finding copying() {
        Instant killed = evidence.events().killedMany();
        Instant finished = evidence.events().migratorFinished();
        boolean external = settings.migrator() == Migrator.EXTERNAL;
        if (settings.migrator() == Migrator.UNDECLARED) {
            return Finding.fails(
                    Check.Q9, 1, "it is not declared whether a token migrator runs: set dual-client.migrator", null);
        }
        if (external && finished == null) {
            return Finding.fails(Check.Q9, 1, "the token migrator has not been declared finished", null);
        }
        Instant from = external ? Timeline.latest(Objects.requireNonNull(finished), killed) : killed;
        Instant over =
                from == null ? null : from.plus(evidence.limits().migratorLag()).plus(MARGIN);
        boolean none = settings.migrator() == Migrator.NONE;
        if (over == null || none || !over.isAfter(now)) {
            return Finding.holds(Check.Q9, none ? "there is no token migrator" : "the token migrator has finished");
        }
        return Finding.fails(
                Check.Q9, 1, "the token migrator may still write what it has read until " + second(over), over);
    }

    private Finding watched() {
        List<String> problems = new ArrayList<>();
        Evidence.Store store = evidence.store();
        if (!store.durable()) {
            problems.add("custody is kept in the memory of one process: set custody.store to jdbc or redis");
        }
        if (store.lost()) {
            problems.add("the custody store has lost data");
        } else if (!store.up()) {
            problems.add("the custody store is down");
        }
        for (NodeState node : evidence.nodes()) {
            boolean silent = node.at().plus(Heartbeats.PERIOD.multipliedBy(4)).isBefore(now);
            if (!Timeline.isGone(node, evidence) && silent) {
                problems.add("node " + node.name() + " is silent since " + node.at());
            }
        }
        if (Heartbeats.isDrained(evidence.policy())) {
            undrained().forEach(name -> problems.add("node " + name + " is in another stage"));
        }
        long longest = evidence.clients().values().stream()
                .mapToLong(ClientEvidence::longestLifeSeconds)
                .max()
                .orElse(0);
        if (longest > evidence.limits().retention().toSeconds()) {
            problems.add("custody.retention is "
                    + Rendering.duration(evidence.limits().retention()) + ", and refresh tokens live up to "
                    + Rendering.duration(Duration.ofSeconds(longest)));
        }
        return problems.isEmpty()
                ? Finding.holds(Check.Q10, "store and nodes were watched all the time")
                : Finding.fails(Check.Q10, problems.size(), String.join("; ", problems), null);
    }

    private Finding seen() {
        ScanFacts facts = evidence.facts();
        if (facts == null) {
            return Finding.fails(Check.Q11, 1, "the lists have not been read yet", null);
        }
        List<String> problems = new ArrayList<>();
        if (facts.clients() < 0) {
            problems.add("a list of clients could not be read whole");
        } else if (facts.clients() != evidence.clients().size()) {
            problems.add("not all clients have been scanned");
        }
        boolean disturbed = evidence.writes().last().plus(Timeline.SKEW).isAfter(facts.round());
        if (facts.total() < 0) {
            problems.add("the secondary does not say how many tokens it has");
        } else if (facts.total() != facts.sum() && !disturbed) {
            problems.add("the secondary has " + facts.total() + " tokens, and " + facts.sum()
                    + " of the clients that it lists");
        }
        for (String side : List.of("primary", "secondary")) {
            Long offset = facts.clockOffsets().get(side);
            if (offset == null) {
                problems.add("the " + side + " does not tell its time");
            } else if (Math.abs(offset) > CLOCKS.toMillis()) {
                problems.add("the clock of the " + side + " is "
                        + Rendering.duration(Duration.ofSeconds(Math.abs(offset) / 1000))
                        + (offset < 0 ? " behind" : " ahead"));
            }
        }
        return problems.isEmpty()
                ? Finding.holds(Check.Q11, "the lists are complete, and the clocks agree")
                : Finding.fails(Check.Q11, problems.size(), String.join("; ", problems), null);
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** An operator needs no fractions of a second. */
    private static Instant second(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private Finding quiet() {
        Instant last = evidence.events().served();
        if (last != null && last.plus(settings.quiet()).isAfter(now)) {
            return Finding.fails(
                    Check.Q12,
                    1,
                    "the secondary still answers calls, the last one at " + second(last),
                    last.plus(settings.quiet()));
        }
        Instant watched = evidence.events().watched();
        return watched.plus(settings.quiet()).isAfter(now)
                ? Finding.fails(
                        Check.Q12,
                        1,
                        "calls of the secondary have been watched only since " + second(watched) + ", and not yet for "
                                + Rendering.duration(settings.quiet()),
                        watched.plus(settings.quiet()))
                : Finding.holds(
                        Check.Q12, "the secondary has answered no call within " + Rendering.duration(settings.quiet()));
    }

    private Finding agreement() {
        Instant last = evidence.events().disagreed();
        Instant since = timeline.since();
        return last != null && (since == null || last.isAfter(since))
                ? Finding.fails(
                        Check.Q13, 1, "the backends gave different answers to the same read at " + second(last), null)
                : Finding.holds(Check.Q13, "no read was seen to be answered differently since then");
    }

    private Finding lists() {
        ScanFacts facts = evidence.facts();
        Boolean probed = evidence.external().listsExpiredRows();
        boolean shown = facts != null && facts.listsExpired()
                || Boolean.TRUE.equals(probed)
                || settings.accept().contains("lists-expired");
        return shown && !Boolean.FALSE.equals(probed)
                ? Finding.holds(Check.Q14, "the secondary lists rows whose access token has expired")
                : Finding.fails(
                        Check.Q14,
                        1,
                        "it was not seen that the secondary lists rows whose access token has expired: run the probe, or"
                                + " accept lists-expired in readiness.accept once you have tried it",
                        null);
    }
}
