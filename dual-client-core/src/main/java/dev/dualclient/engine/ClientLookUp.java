package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.custody.Parties;
import dev.dualclient.observation.Purpose;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds out the immutable id of a client that is named by an alias or an entity id, and all its names. Stateless.
 */
final class ClientLookUp {

    private static final Operation CLIENT_GET = Catalogue.operation("client-get");

    private ClientLookUp() {}

    /**
     * What a look-up found.
     *
     * @param attempt the last attempt
     * @param id the immutable id, {@code null} if it was not found
     * @param names all names
     */
    record Finding(Attempt attempt, @Nullable String id, Parties names) {

        /** Whether it was not found, and nobody can say that it is not there. */
        boolean isUnclear() {
            return id == null && attempt.outcome() != Outcome.UNRECOGNIZED;
        }

        /** Whether it is there, and locked. */
        boolean isLocked() {
            ApiResponse answer = attempt.answer();
            return id != null && answer != null && "true".equals(answer.value("/locked"));
        }
    }

    /**
     * Looks a client up at the first of these backends that holds it.
     *
     * @param each the budget of each backend
     */
    static Finding find(String name, List<Side> sides, CallContext context, Duration each) {
        Attempt unknown = null;
        for (Side side : sides) {
            Attempt attempt = context.as(Purpose.LOOK_UP)
                    .ask(side, ApiCall.of(CLIENT_GET).path("clientId", name).build(), each);
            ApiResponse answer = attempt.answer();
            String id = attempt.outcome() == Outcome.ACCEPTED && answer != null ? answer.value("/clientId") : null;
            if (id != null) {
                return new Finding(attempt, id, AnswerContents.names(CLIENT_GET, attempt));
            }
            boolean clearly = attempt.outcome() == Outcome.UNRECOGNIZED || context.isAbsent(side);
            if (unknown == null || !clearly) {
                unknown = attempt;
            }
        }
        return new Finding(Objects.requireNonNull(unknown), null, Parties.NONE);
    }

    /**
     * Returns these names and, if a client is named by an alias or the like alone, its others; {@code null} if unclear.
     *
     * @param each the budget of each backend
     */
    static @Nullable Parties allOf(Parties names, List<Side> sides, CallContext context, Duration each) {
        if (!isNeededFor(names)) {
            return names;
        }
        Finding found = find(names.clients().get(0), sides, context, each);
        return found.isUnclear() ? null : names.and(found.names());
    }

    /** Whether a client is named, and by none of its names that never changes. */
    static boolean isNeededFor(Parties names) {
        return !names.clients().isEmpty() && !names.hasId();
    }
}
