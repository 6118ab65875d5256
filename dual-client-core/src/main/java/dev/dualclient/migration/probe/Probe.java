package dev.dualclient.migration.probe;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.custody.Notes;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.migration.direct.BackendFacts;
import dev.dualclient.migration.direct.Conversation;
import dev.dualclient.migration.direct.DirectAccess;
import dev.dualclient.migration.probe.Laboratory.TestClient;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out by experiment, at each backend directly, what Authlete's documentation does not say and Dual Client assumes. It
 * creates tokens of a test client that the operator names, which live for less than five minutes, and ends them afterwards.
 * It never runs by itself. Its answers are kept in the custody store, with the version and the date. One run at a time.
 * Thread-safe; a run blocks its caller's thread.
 */
public final class Probe {

    private static final Logger LOG = LoggerFactory.getLogger(Probe.class);
    private static final String NOTE = "probe";
    private static final Duration BUDGET = Duration.ofMinutes(4);
    private static final Duration TRAFFIC = Duration.ofHours(1);
    private static final int ROWS = 100;

    private final DirectAccess access;
    private final Notes notes;
    private final String serviceId;
    private final Supplier<StagePolicy> policy;
    private final Predicate<String> inUse;
    private final Semaphore running = new Semaphore(1);

    /**
     * Creates a probe.
     *
     * @param notes where answers are kept
     * @param policy how far the migration is
     * @param inUse whether a request has named a client within the last hour
     */
    public Probe(
            DirectAccess access, Notes notes, String serviceId, Supplier<StagePolicy> policy, Predicate<String> inUse) {
        this.access = access;
        this.notes = notes;
        this.serviceId = serviceId;
        this.policy = policy;
        this.inUse = inUse;
    }

    /**
     * Makes the experiments at each backend that there is.
     *
     * @throws ProbeRefusedException if the client has traffic or its user has tokens, there is maintenance, or a probe is
     *     under way
     */
    public ProbeReport run(ProbeRequest request) {
        if (!running.tryAcquire()) {
            throw new ProbeRefusedException("a probe is under way: wait until it has ended");
        }
        try {
            return probed(request);
        } finally {
            running.release();
        }
    }

    private ProbeReport probed(ProbeRequest request) {
        if (policy.get().maintenance()) {
            throw new ProbeRefusedException("there is maintenance: a probe creates tokens, so end it first");
        } else if (inUse.test(request.client())) {
            throw new ProbeRefusedException(
                    "client " + request.client() + " has had a request within the last hour: name a test client");
        }
        Map<Side, Experiments> experiments = new EnumMap<>(Side.class);
        List<Laboratory> laboratories = new ArrayList<>();
        for (Side side : Side.values()) {
            Conversation backend = access.with(side, BUDGET);
            if (backend != null) {
                Laboratory laboratory = laboratory(backend, request);
                laboratories.add(laboratory);
                String version = BackendFacts.read(backend, serviceId).version();
                experiments.put(side, new Experiments(laboratory, stranger(backend, request), version, access.time()));
            }
        }
        LOG.warn("A probe with client {} begins: {}", request.client(), request.reason());
        List<ProbeAnswer> answers = new ArrayList<>();
        boolean tidy = true;
        try {
            answers.addAll(sideBySide(experiments.values()));
        } finally {
            for (Laboratory laboratory : laboratories) {
                tidy &= laboratory.tidy();
            }
        }
        keep(answers);
        return new ProbeReport(access.time().now(), request.client(), request.reason(), answers, tidy);
    }

    /** At both backends at once: each waits for a token to expire. */
    private static List<ProbeAnswer> sideBySide(Collection<Experiments> experiments) {
        List<CompletableFuture<List<ProbeAnswer>>> runs = new ArrayList<>();
        for (Experiments one : experiments) {
            CompletableFuture<List<ProbeAnswer>> run = new CompletableFuture<>();
            Thread thread = new Thread(
                    () -> {
                        try {
                            run.complete(one.run());
                        } catch (RuntimeException | Error failure) {
                            run.completeExceptionally(failure);
                        }
                    },
                    "dual-client-probe");
            thread.setDaemon(true);
            thread.start();
            runs.add(run);
        }
        return runs.stream().flatMap(run -> run.join().stream()).toList();
    }

    private Laboratory laboratory(Conversation backend, ProbeRequest request) {
        TestClient client = client(backend, request.client());
        if (client == null) {
            throw new ProbeRefusedException("the " + backend.side().name().toLowerCase(Locale.ROOT)
                    + " does not show the client " + request.client()
                    + ": name a test client that both backends hold by its id");
        }
        Laboratory laboratory = new Laboratory(backend, client, request.subject());
        if (laboratory.list(0, 1, null).path("totalCount").asInt(-1) != 0) {
            throw new ProbeRefusedException("the subject has tokens of client " + request.client()
                    + ", or the token list cannot be read: name a user that does not exist");
        }
        refuseTraffic(backend, request.client());
        return laboratory;
    }

    /** What other nodes have served is seen in the token list. */
    private void refuseTraffic(Conversation backend, String client) {
        Attempt attempt = backend.ask(ApiCall.of(Catalogue.operation("auth-token-get-list"))
                .query("clientIdentifier", client)
                .query("start", "0")
                .query("end", Integer.toString(ROWS))
                .build());
        JsonNode list = Laboratory.answered(attempt).body();
        long since = access.time().now().minus(TRAFFIC).toEpochMilli();
        boolean many = list.path("totalCount").asInt(0) > ROWS;
        for (JsonNode row : list.path("accessTokens")) {
            long last = Math.max(
                    row.path("createdAt").asLong(0), row.path("lastRefreshedAt").asLong(0));
            many |= last > since;
        }
        if (many) {
            throw new ProbeRefusedException("client " + client
                    + " has got tokens within the last hour, or has more than " + ROWS
                    + ": name a test client without traffic");
        }
    }

    private static @Nullable TestClient stranger(Conversation backend, ProbeRequest request) {
        return request.otherClient() == null ? null : client(backend, request.otherClient());
    }

    private static @Nullable TestClient client(Conversation backend, String id) {
        Attempt attempt = backend.ask(ApiCall.of(Catalogue.operation("client-get"))
                .path("clientId", id)
                .build());
        if (attempt.outcome() != Outcome.ACCEPTED) {
            return null;
        }
        JsonNode client = Laboratory.answered(attempt).body();
        String number = client.path("clientId").asString("");
        String secret = client.path("clientSecret").asString("");
        boolean open = "PUBLIC".equals(client.path("clientType").asString(""));
        boolean basic =
                client.path("tokenAuthMethod").asString("CLIENT_SECRET_BASIC").startsWith("CLIENT_SECRET_BASIC");
        return number.equals(id) ? new TestClient(id, secret.isEmpty() || !basic ? null : secret, open) : null;
    }

    private void keep(List<ProbeAnswer> answers) {
        try {
            boolean written = false;
            while (!written) {
                String before = notes.read(NOTE);
                written = notes.write(
                        NOTE,
                        before,
                        JsonFormat.writeText(
                                answers.stream().map(ProbeAnswer::toNote).toList()));
            }
        } catch (StoreUnavailableException down) {
            LOG.warn("The answers of the probe could not be kept: {}", down.getMessage());
        }
    }

    /**
     * Returns the answers of the last probe on any node, none if there was none.
     *
     * @throws StoreUnavailableException if the custody store is down
     */
    public List<ProbeAnswer> answers() {
        String kept = notes.read(NOTE);
        if (kept == null) {
            return List.of();
        }
        return JsonFormat.read(kept).values().stream().map(ProbeAnswer::of).toList();
    }
}
