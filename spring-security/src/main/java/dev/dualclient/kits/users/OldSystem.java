package dev.dualclient.kits.users;

import dev.dualclient.kits.GuardedCalls;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The old system behind a time budget and a circuit breaker, until it is not asked any more. No answer is an
 * {@link OldUsersUnavailableException}. Thread-safe.
 */
final class OldSystem implements AutoCloseable {

    private final OldUsers users;
    private final GuardedCalls calls;
    private final @Nullable Instant until;
    private final Clock clock;

    OldSystem(OldUsers users, GuardedCalls calls, @Nullable Instant until, Clock clock) {
        this.users = users;
        this.calls = calls;
        this.until = until;
        this.clock = clock;
    }

    OldAnswer check(String name, String password) {
        // Some systems, LDAP for one, take an empty password for no authentication at all, and accept.
        return password.isEmpty() ? new OldAnswer.Refused() : ask(() -> users.check(name, password));
    }

    OldAnswer exists(String name) {
        return ask(() -> users.exists(name));
    }

    private OldAnswer ask(Supplier<OldAnswer> question) {
        if (until != null && !clock.instant().isBefore(until)) {
            return new OldAnswer.Unknown();
        }
        return calls.call(() -> answered(question.get())).orElseThrow(OldUsersUnavailableException::new);
    }

    /** For the circuit breaker, no answer is a failure. */
    private static OldAnswer answered(OldAnswer answer) {
        if (answer instanceof OldAnswer.Unavailable) {
            throw new OldUsersUnavailableException();
        }
        return answer;
    }

    @Override
    public void close() {
        calls.close();
    }
}
