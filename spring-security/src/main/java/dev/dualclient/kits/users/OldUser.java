package dev.dualclient.kits.users;

import java.util.Set;

/**
 * A user as the old system describes it.
 *
 * @param name name under which the user is created here
 * @param authorities what the user may do here, {@code ROLE_ADMIN} say; empty for the authorities of the configuration
 * @param locked whether the account is locked, disabled or expired at the old system; it is then locked here too
 */
public record OldUser(String name, Set<String> authorities, boolean locked) {

    /** Copies the authorities. */
    public OldUser {
        authorities = Set.copyOf(authorities);
    }

    /** Returns a user that can log in, with the authorities of the configuration. */
    public static OldUser named(String name) {
        return new OldUser(name, Set.of(), false);
    }
}
