package dev.dualclient.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.call.Time;
import dev.dualclient.json.JsonNode;
import dev.dualclient.operation.AnswerShape;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Union;
import java.time.Duration;
import java.util.List;

/**
 * The last JWK set and discovery document of each backend, served while the backend gives none. Private keys are never
 * kept. Thread-safe.
 */
final class StaleIfError {

    private static final int DIFFERENT_QUERIES = 100;

    private record Key(Side side, String operation, List<ApiCall.QueryParameter> query) {}

    private final Cache<Key, ApiResponse> last;

    StaleIfError(Duration maxStale, Time time) {
        this.last = Caffeine.newBuilder()
                .ticker(time::nanoTime)
                .expireAfterWrite(maxStale)
                .maximumSize(DIFFERENT_QUERIES)
                .build();
    }

    /** Returns the attempt, or the cached document if the backend was unavailable. */
    Attempt orStale(ApiCall call, Attempt attempt) {
        if (call.operation().shape() != AnswerShape.DOCUMENT
                || call.kind().effect() != Effect.READ
                || call.body() != null) {
            return attempt;
        }
        Key key = new Key(attempt.side(), call.operation().id(), call.query());
        ApiResponse answer = attempt.answer();
        if (attempt.outcome() == Outcome.ACCEPTED && answer != null) {
            JsonNode document = answer.json();
            if (document != null && !Union.holdsPrivateKeys(document)) {
                last.put(key, answer);
            }
            return attempt;
        }
        boolean outage = attempt.outcome() == Outcome.UNAVAILABLE || attempt.outcome() == Outcome.INDETERMINATE;
        ApiResponse old = outage ? last.getIfPresent(key) : null;
        return old == null
                ? attempt
                : new Attempt(attempt.side(), Reason.SERVED_STALE, old, attempt.failure(), attempt.elapsed());
    }
}
