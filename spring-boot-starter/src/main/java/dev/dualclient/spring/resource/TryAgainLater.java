package dev.dualclient.spring.resource;

import dev.dualclient.call.CallResult;
import org.jspecify.annotations.Nullable;

/** Why nobody can say whether a token is valid, and when to ask again; a cause of what Spring Security is told. */
final class TryAgainLater extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String SOON = "1";
    private static final int MOST_CAUSES = 20;

    private final String retryAfter;

    private TryAgainLater(String message, String retryAfter) {
        super(message, null, false, false);
        this.retryAfter = retryAfter;
    }

    static TryAgainLater of(CallResult result) {
        String message = result.answer() == null
                ? result.explanation()
                : result.counted().description();
        return new TryAgainLater(message, result.retryAfter());
    }

    /** Returns the value of {@code Retry-After} for a failure. */
    static String after(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
            if (cause instanceof TryAgainLater later) {
                return later.retryAfter;
            }
            cause = cause.getCause();
        }
        return SOON;
    }
}
