package dev.dualclient.kits.users;

/** What the old system says of a user. */
public sealed interface OldAnswer {

    /** The password is right; or, to {@link OldUsers#exists}, there is such a user. */
    record Accepted(OldUser user) implements OldAnswer {}

    /** The password is wrong, or the old system does not say whether it is the password. */
    record Refused() implements OldAnswer {}

    /** There is no such user, or nobody can say without a password. */
    record Unknown() implements OldAnswer {}

    /** There is no answer. */
    record Unavailable() implements OldAnswer {}
}
