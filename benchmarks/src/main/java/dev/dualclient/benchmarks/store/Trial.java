package dev.dualclient.benchmarks.store;

import dev.dualclient.DualClient;
import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.CallResult;
import dev.dualclient.call.Classifier;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyLevel;
import dev.dualclient.custody.CustodyRecord;
import dev.dualclient.custody.CustodySettings;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.OutboxSettings;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Token requests over one store: with a claim, without, and round trips beside them. For one thread. */
final class Trial implements AutoCloseable {

    private static final Operation TOKEN = Catalogue.operation("auth-token");
    private static final byte[] SECRET = new byte[32];
    private static final int DIGITS = 3;

    /** How long requests spent in the store, and how often they asked it. */
    record Part(Histogram nanos, LongAdder trips) {

        static Part empty() {
            return new Part(new Histogram(DIGITS), new LongAdder());
        }

        void add(CountedStore.Reading spent) {
            nanos.recordValue(spent.nanos());
            trips.add(spent.trips());
        }

        double micros() {
            return nanos.getValueAtPercentile(50) / 1e3;
        }

        double tripsEach() {
            return trips.doubleValue() / nanos.getTotalCount();
        }
    }

    /** The parts of a request until the backend gets it, and from its answer on. */
    record Span(Part before, Part after) {

        static Span empty() {
            return new Span(Part.empty(), Part.empty());
        }
    }

    private final String name;
    private final CountedStore store;
    private final Issuer issuer;
    private final DualClient client;
    private Span claimed = Span.empty();
    private Span unclaimed = Span.empty();
    private Part trip = Part.empty();

    Trial(String name, CustodyStore shared) {
        this.name = name;
        this.store = new CountedStore(shared);
        this.issuer = new Issuer(store);
        Custody custody = Custody.open(
                store,
                List.of(SECRET),
                "service",
                CustodySettings.defaults(),
                OutboxSettings.defaults(),
                Time.system());
        this.client = DualClient.builder()
                .primary(guarded(Side.PRIMARY))
                .secondary(guarded(Side.SECONDARY))
                .custody(custody)
                .background(false)
                .build();
    }

    private GuardedBackend guarded(Side side) {
        return new GuardedBackend(side, issuer, new Classifier(Set.of()), Time.system());
    }

    String name() {
        return name;
    }

    Span claimed() {
        return claimed;
    }

    Span unclaimed() {
        return unclaimed;
    }

    /** Returns single round trips to the store, each of which writes a row of two tokens. */
    Part trip() {
        return trip;
    }

    /** Forgets what was measured so far. */
    void begin() {
        claimed = Span.empty();
        unclaimed = Span.empty();
        trip = Part.empty();
    }

    /** Makes one request with a claim, one without, and one round trip. */
    void turn() {
        refresh(issuer.nextGrant(), claimed);
        refresh(issuer.refreshToken(), unclaimed); // which this process has seen the primary issue
        CountedStore.Reading start = store.total();
        store.change(Stream.of(key(), key()).map(Trial::claim).toList(), List.of());
        trip.add(store.total().since(start));
    }

    private void refresh(String token, Span span) {
        ApiCall call = ApiCall.of(TOKEN)
                .body("{\"parameters\":\"grant_type=refresh_token&refresh_token=" + token + "\",\"clientId\":\""
                        + Issuer.CLIENT + "\",\"clientSecret\":\"secret\"}")
                .build();
        CountedStore.Reading start = store.total();
        CallResult result = client.execute(call);
        if (result.outcome() != Outcome.ACCEPTED) {
            throw new IllegalStateException("the primary has to take the token, but " + result.attempts());
        }
        span.before().add(issuer.reached().since(start));
        span.after().add(store.total().since(issuer.reached()));
    }

    private static CustodyKey key() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new CustodyKey(random.nextLong(), random.nextLong());
    }

    private static CustodyStore.Change claim(CustodyKey key) {
        Instant expires = Instant.now().plus(Duration.ofHours(1));
        CustodyRecord record = new CustodyRecord(
                CustodyLevel.CLAIMED, Side.PRIMARY, "request", null, null, List.of(), Set.of(), expires);
        return new CustodyStore.Change(key, null, record);
    }

    @Override
    public void close() {
        client.close();
        store.close();
    }
}
