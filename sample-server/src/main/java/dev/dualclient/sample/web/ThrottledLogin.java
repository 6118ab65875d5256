package dev.dualclient.sample.web;

import java.time.Clock;
import java.time.Duration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Checks passwords, but not too many wrong ones: neither many for one user, nor many users from one address. A user who
 * does not exist is treated alike. Somebody at another address cannot lock a user out. Thread-safe.
 */
final class ThrottledLogin implements AuthenticationManager {

    private final AuthenticationManager passwords;
    private final Attempts perUser;
    private final Attempts perAddress;

    ThrottledLogin(AuthenticationManager passwords, ThrottleProperties limits, Clock clock) {
        this.passwords = passwords;
        this.perUser = new Attempts(limits.attempts(), limits.window(), clock);
        this.perAddress = new Attempts(limits.attemptsPerAddress(), limits.window(), clock);
    }

    /**
     * Checks a password.
     *
     * @throws TooManyAttemptsException if it was not looked at
     */
    @Override
    public Authentication authenticate(Authentication given) {
        String address = given.getDetails() instanceof WebAuthenticationDetails details
                ? String.valueOf(details.getRemoteAddress())
                : ""; // the password grant, where a client stands between
        String user = address + " " + given.getName();
        Duration wait = perUser.take(user);
        if (wait.isZero() && !address.isEmpty()) {
            wait = perAddress.take(address);
        }
        if (!wait.isZero()) {
            throw new TooManyAttemptsException(wait);
        }
        Authentication authenticated = passwords.authenticate(given);
        perUser.giveBack(user);
        if (!address.isEmpty()) {
            perAddress.giveBack(address);
        }
        return authenticated;
    }
}
