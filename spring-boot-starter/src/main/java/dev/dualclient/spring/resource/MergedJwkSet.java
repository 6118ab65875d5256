package dev.dualclient.spring.resource;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import dev.dualclient.DualClient;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.CallResult;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/** The JWK set of both backends as they have it now, through {@code service-jwks-get}. Thread-safe. */
final class MergedJwkSet implements JWKSetSource<SecurityContext> {

    private static final Operation JWKS = Catalogue.operation("service-jwks-get");
    private static final int OK = 200;

    private final DualClient engine;
    private volatile boolean complete;
    private volatile @Nullable TryAgainLater missing;

    MergedJwkSet(DualClient engine) {
        this.engine = engine;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context)
            throws JWKSetUnavailableException {
        CallResult result = engine.execute(ApiCall.of(JWKS).build());
        complete = result.attempts().stream().allMatch(MergedJwkSet::isFresh);
        missing = complete ? null : TryAgainLater.of(result);
        ApiResponse answer = result.answer();
        if (answer == null) {
            throw new JWKSetUnavailableException(result.explanation(), TryAgainLater.of(result));
        }
        if (answer.status() != OK) {
            throw new JWKSetUnavailableException(result.counted().description(), TryAgainLater.of(result));
        }
        try {
            return JWKSet.parse(answer.text());
        } catch (ParseException unreadable) {
            throw new JWKSetParseException("the merged JWK set cannot be read", unreadable);
        }
    }

    /** Whether all backends have told their keys when they were last asked. */
    boolean isComplete() {
        return complete;
    }

    /** Returns why a backend has not, {@code null} if all have. */
    @Nullable
    TryAgainLater missing() {
        return missing;
    }

    private static boolean isFresh(Attempt attempt) {
        return attempt.outcome() == Outcome.ACCEPTED && attempt.reason() != Reason.SERVED_STALE;
    }

    /** Holds nothing: the caller closes the engine. */
    @Override
    public void close() {}
}
