package dev.dualclient.kits.users;

import java.util.stream.Stream;

/**
 * The users of the old system. A bean of this type takes the place of {@code dual-client.kits.users.token-endpoint}.
 * Methods may block: each call gets the time budget, and an exception counts as {@link OldAnswer.Unavailable}. They run in
 * threads of the kit. Thread-safe.
 */
public interface OldUsers {

    /**
     * Checks a password. It must not be logged, kept, or put into an exception.
     *
     * @param name normalized name of the user
     */
    OldAnswer check(String name, String password);

    /**
     * Looks for a user who has forgotten the password.
     *
     * @return {@link OldAnswer.Unknown} by default
     */
    default OldAnswer exists(String name) {
        return new OldAnswer.Unknown();
    }

    /**
     * Returns all users, for {@link UserImport}.
     *
     * @throws UnsupportedOperationException by default: many systems cannot list them
     */
    default Stream<OldUser> all() {
        throw new UnsupportedOperationException("the old system cannot list its users");
    }
}
