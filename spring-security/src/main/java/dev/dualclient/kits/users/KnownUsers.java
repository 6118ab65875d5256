package dev.dualclient.kits.users;

/**
 * Names that this application has or had. A name that is noted here and has no user is that of a deleted one, and is never
 * created again. Whoever deletes a user that never logged in since the kit is there notes it with {@link #add}. Thread-safe.
 */
public interface KnownUsers {

    /** Whether a name is noted. */
    boolean contains(String name);

    /** Notes a name. Does nothing if it is noted. */
    void add(String name);
}
