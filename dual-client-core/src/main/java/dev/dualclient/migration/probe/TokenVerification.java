package dev.dualclient.migration.probe;

import dev.dualclient.migration.report.Result;
import dev.dualclient.operation.Side;
import java.util.List;
import java.util.Map;

/**
 * What both backends say of one token. Immutable, and free of the token and of values.
 *
 * @param backends what each backend says
 * @param differing the fields that differ, by name, if both backends accept the token
 */
public record TokenVerification(Map<Side, Standing> backends, List<String> differing) {

    /** What a backend says of a token. */
    public enum Standing {
        /** It is active. */
        ACTIVE,
        /** It is not active: unknown, expired, revoked, or of a locked client. */
        INACTIVE,
        /** The backend gave no answer that counts. */
        UNKNOWN
    }

    /**
     * Returns {@link Result#UNKNOWN} if a backend gave no answer that counts, {@link Result#WARN} if the backends differ, else
     * {@link Result#OK}.
     */
    public Result result() {
        if (backends.containsValue(Standing.UNKNOWN)) {
            return Result.UNKNOWN;
        }
        boolean same =
                differing.isEmpty() && backends.values().stream().distinct().count() == 1;
        return same ? Result.OK : Result.WARN;
    }

    /** Copies the collections. */
    public TokenVerification {
        backends = Map.copyOf(backends);
        differing = List.copyOf(differing);
    }
}
