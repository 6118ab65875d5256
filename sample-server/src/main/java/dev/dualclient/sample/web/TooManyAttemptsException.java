package dev.dualclient.sample.web;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** A password was not looked at, because there were too many wrong ones. */
public final class TooManyAttemptsException extends AuthenticationException {

    private final Duration delay;

    /**
     * Refuses to look.
     *
     * @param delay how long to wait
     */
    TooManyAttemptsException(Duration delay) {
        super("too many wrong passwords");
        this.delay = delay;
    }

    /** Returns the value of a {@code Retry-After} header. */
    public long retryAfterSeconds() {
        return Attempts.retryAfterSeconds(delay);
    }
}
