package dev.dualclient.kits.users;

import java.util.Optional;

/**
 * "Forgot password" before the first login. The application calls {@link #prepare} before its own reset, which then finds
 * the user:
 *
 * <pre>{@code
 * firstPasswordReset.prepare(typedName).ifPresent(name -> mails.sendResetLink(name));
 * // the page says the same in any case
 * }</pre>
 *
 * Thread-safe.
 */
public final class FirstPasswordReset {

    private final UserNames names;
    private final OldSystem old;
    private final NewUsers users;

    FirstPasswordReset(UserNames names, OldSystem old, NewUsers users) {
        this.names = names;
        this.old = old;
        this.users = users;
    }

    /**
     * Creates a user whom the old system has and this application has not, without a password.
     *
     * @param typed what was typed as the name
     * @return the name of the user here, or nothing if there is no such user or he was deleted here
     * @throws OldUsersUnavailableException if the user is not known here and the old system gives no answer
     */
    public Optional<String> prepare(String typed) {
        String name = names.normalized(typed);
        if (users.exists(name)) {
            return Optional.of(name);
        }
        if (users.isDeleted(name)) {
            return Optional.empty();
        }
        OldAnswer answer = old.exists(name);
        if (!(answer instanceof OldAnswer.Accepted accepted)) {
            return Optional.empty();
        }
        String found = names.normalized(accepted.user().name());
        NewUsers.Creation creation = users.create(found, accepted.user(), null);
        return creation == NewUsers.Creation.DELETED ? Optional.empty() : Optional.of(found);
    }
}
