package dev.dualclient.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.CallResult;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.call.Time;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodySnapshot;
import dev.dualclient.custody.CustodyStatus;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Effect;
import dev.dualclient.routing.CallFacts;
import dev.dualclient.routing.Plan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Caches the answer for tokens that both backends called unknown, so that repeated calls with an invalid token reach
 * no backend. An answer is cached only if both backends gave it and the store was up. Custody is
 * asked first: a token that this process has returned, or any node has noted, is never taken for unknown. Bounded in time
 * and size, keyed by keyed hashes, and thread-safe.
 */
final class NegativeCache {

    private static final int MOST = 10_000;
    private static final int LARGEST = 4 << 10;
    private static final Plan PLAN = new Plan(Plan.Mode.IN_TURN, List.of(), Plan.Basis.UNKNOWN_TO_BOTH);

    private record Conclusion(CallResult result, StagePolicy policy, long asked) {}

    private final Cache<CustodyKey, Conclusion> conclusions;
    private final Custody custody;
    private final Time time;
    private final boolean off;
    private volatile long forgotten;

    /**
     * Creates an empty cache.
     *
     * @param ttl how long something is remembered, zero for not at all
     */
    NegativeCache(Duration ttl, Custody custody, Time time) {
        this.conclusions = Caffeine.newBuilder()
                .ticker(time::nanoTime)
                .executor(Runnable::run)
                .expireAfterWrite(ttl)
                .maximumSize(MOST)
                .build();
        this.custody = custody;
        this.time = time;
        this.off = ttl.isZero();
        this.forgotten = time.nanoTime() - 1;
    }

    /** Returns the cached result of the same call, {@code null} if there is none. */
    @Nullable
    CallResult recall(CallFacts facts, CustodySnapshot known, CallContext context) {
        if (conclusions.estimatedSize() == 0 || !concerns(facts, known)) {
            return null;
        }
        Conclusion last = conclusions.getIfPresent(key(facts.call()));
        if (last == null || last.asked() - forgotten <= 0 || !last.policy().equals(context.policy())) {
            return null;
        }
        context.follow(PLAN);
        return last.result();
    }

    /** Caches the result of a call if both backends called its token unknown. Returns the result. */
    CallResult noted(CallFacts facts, CustodySnapshot known, CallContext context, CallResult result) {
        List<Attempt> attempts = result.attempts();
        if (attempts.size() == 2
                && attempts.get(0).side() != attempts.get(1).side()
                && attempts.stream().allMatch(NegativeCache::saysUnknown)
                && concerns(facts, known)) {
            conclusions.put(key(facts.call()), new Conclusion(result, context.policy(), context.start()));
        } else if (issuesTokensNotInAnswer(facts, result)) {
            forgotten = time.nanoTime();
        }
        return result;
    }

    private static boolean saysUnknown(Attempt attempt) {
        ApiResponse answer = attempt.answer();
        return attempt.reason() == Reason.UNKNOWN_CREDENTIAL && answer != null && answer.body().length <= LARGEST;
    }

    /** Whether a call can be cached: it reads one token of a value that no caller chose, and is a body only. */
    private boolean concerns(CallFacts facts, CustodySnapshot known) {
        ApiCall call = facts.call();
        return !off
                && facts.kind().effect() == Effect.READ
                && facts.subject() != null
                && facts.subject().kind().isToken()
                && !facts.spends()
                && known.status().equals(CustodyStatus.UNKNOWN)
                && known.entries().isEmpty()
                && !known.storeDown()
                && call.body() != null
                && call.query().isEmpty()
                && call.headers().isEmpty()
                && call.pathVariables().isEmpty();
    }

    /** Whether tokens are issued that the answer does not return, by a batch for example: any cached one may be among them. */
    private static boolean issuesTokensNotInAnswer(CallFacts facts, CallResult result) {
        Effect effect = facts.kind().effect();
        boolean makes = effect == Effect.CREATE || effect == Effect.UPDATE;
        return makes
                && facts.call().operation().brings().isEmpty()
                && result.attempts().stream()
                        .map(Attempt::outcome)
                        .anyMatch(outcome -> outcome == Outcome.ACCEPTED || outcome == Outcome.INDETERMINATE);
    }

    private CustodyKey key(ApiCall call) {
        String request = call.operation().id()
                + '\0'
                + new String(call.body() == null ? new byte[0] : call.body(), StandardCharsets.UTF_8);
        return custody.key(new Credential(CredentialKind.ACCESS_TOKEN, request));
    }
}
