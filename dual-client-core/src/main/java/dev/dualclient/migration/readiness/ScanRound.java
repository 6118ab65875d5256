package dev.dualclient.migration.readiness;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Party;
import dev.dualclient.custody.SecretStatus;
import dev.dualclient.json.JsonNode;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One reading of all lists of both backends. Asks reads only. Used by one thread, once. */
final class ScanRound {

    private static final int TRIES = 3;

    private final Custody custody;
    private final TokenListReader lists;
    private final BackendReader backends;
    private final ClockOffsets clocks;
    private final Time time;
    private final Instant round;
    private final ListedClients clients = new ListedClients();
    private boolean listsExpired;

    /**
     * Creates a round.
     *
     * @param round when it began, which may have been on another node
     * @param pageSize how many rows a page has
     */
    ScanRound(Custody custody, BackendReader asked, Pace pace, int pageSize, Time time, Instant round) {
        this.custody = custody;
        this.clocks = new ClockOffsets(time);
        this.backends = (side, call) -> clocks.note(asked.ask(side, call));
        this.lists = new TokenListReader(backends, pace, pageSize);
        this.time = time;
        this.round = round;
    }

    /** Returns the ids of the clients of the secondary; {@code null} if one of the lists could not be read whole. */
    @Nullable
    Set<String> clients() {
        for (Side side : Side.values()) {
            boolean read = false;
            for (int attempt = 0; attempt < TRIES && !read; attempt++) {
                TokenListReader.Reading reading = lists.clients(side, client -> clients.add(side, client));
                if (reading.end() == ClientEvidence.End.FAILED) {
                    return null;
                }
                read = reading.end() == ClientEvidence.End.CLEAN;
            }
            if (!read) {
                return null;
            }
        }
        return clients.atSecondary();
    }

    /** Reads the tokens of one client at both backends. */
    ClientEvidence client(String id) {
        ClientStanding standing = clients.standing(id, isSecretEqual(id));
        ClientEvidence evidence = null;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            evidence = scan(id, standing);
            if (evidence.end() != ClientEvidence.End.UNCLEAN) {
                break;
            }
        }
        return java.util.Objects.requireNonNull(evidence);
    }

    /** The primary first: what it gets afterwards is missed, which says too little, and never too much. */
    private ClientEvidence scan(String id, ClientStanding standing) {
        Coverage coverage = new Coverage(custody.listed(), id, time.now());
        TokenListReader.Reading primary = lists.tokens(Side.PRIMARY, id, coverage::primary);
        if (primary.end() != ClientEvidence.End.CLEAN) {
            return coverage.evidence(round, primary.end(), standing, 0);
        }
        long now = time.now().toEpochMilli();
        TokenListReader.Reading secondary = lists.tokens(Side.SECONDARY, id, rows -> {
            listsExpired |= rows.stream().anyMatch(row -> !row.accessLives(now) && row.refreshLives(now));
            coverage.secondary(rows);
        });
        return coverage.evidence(round, secondary.end(), standing, secondary.total());
    }

    private boolean isSecretEqual(String id) {
        CustodyKey key = custody.kills().key(new Party(Party.Kind.CLIENT, id));
        return custody.secretStatuses().of(Set.of(key)).get(key) == SecretStatus.EQUAL;
    }

    /**
     * Finds out the rest.
     *
     * @param known the clients of the secondary, {@code null} if they could not be read
     * @param sum how many tokens they have together
     */
    ScanFacts facts(@Nullable Set<String> known, long sum) {
        return new ScanFacts(
                round,
                time.now(),
                known == null ? -1 : known.size(),
                lists.total(Side.SECONDARY, null),
                sum,
                clocks.millis(),
                missingKeys(),
                grantManagement(),
                listsExpired);
    }

    private @Nullable List<String> missingKeys() {
        List<JsonNode> primary = keys(Side.PRIMARY);
        List<JsonNode> secondary = keys(Side.SECONDARY);
        if (primary == null || secondary == null) {
            return null;
        }
        Set<String> published = new HashSet<>();
        primary.forEach(key -> published.add(KeyThumbprint.of(key)));
        List<String> missing = new ArrayList<>();
        for (JsonNode key : secondary) {
            if (!published.contains(KeyThumbprint.of(key))) {
                missing.add(key.path("kid").asString("(without kid)"));
            }
        }
        return missing;
    }

    private @Nullable List<JsonNode> keys(Side side) {
        JsonNode set = read(side, "service-jwks-get");
        if (set == null || !set.path("keys").isArray()) {
            return null;
        }
        List<JsonNode> keys = new ArrayList<>();
        set.path("keys").forEach(keys::add);
        return keys;
    }

    private @Nullable Boolean grantManagement() {
        JsonNode discovery = read(Side.SECONDARY, "service-configuration-get");
        return discovery == null ? null : (Boolean) discovery.has("grant_management_endpoint");
    }

    private @Nullable JsonNode read(Side side, String operation) {
        Attempt attempt =
                backends.ask(side, ApiCall.of(Catalogue.operation(operation)).build());
        ApiResponse answer = attempt.outcome() == Outcome.ACCEPTED ? attempt.answer() : null;
        return answer == null ? null : answer.json();
    }

    /** Reads the tokens of all these clients; hands each result on. Returns how many tokens they have at the secondary. */
    long all(Set<String> ids, BiConsumer<String, ClientEvidence> results) {
        long sum = 0;
        for (String id : ids) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            ClientEvidence evidence = client(id);
            sum += evidence.rows();
            results.accept(id, evidence);
        }
        return sum;
    }
}
