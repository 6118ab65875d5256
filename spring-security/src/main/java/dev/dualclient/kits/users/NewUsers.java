package dev.dualclient.kits.users;

import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.crypto.keygen.StringKeyGenerator;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.UserDetailsManager;

/** The users of this application, to which old ones are added: once, and never in place of another. Thread-safe. */
final class NewUsers {

    private static final int RANDOM_BYTES = 32;

    private final UserDetailsManager users;
    private final KnownUsers known;
    private final PasswordEncoder encoder;
    private final Set<String> authorities;
    private final Consumer<Runnable> atomically;
    private final StringKeyGenerator unguessable = new Base64StringKeyGenerator(RANDOM_BYTES);

    /** How an attempt to create a user ended. */
    enum Creation {
        /** The user is new. */
        CREATED,
        /** There is a user of that name, who stays as he is. */
        ALREADY_THERE,
        /** There was a user of that name, who was deleted here. */
        DELETED
    }

    NewUsers(
            UserDetailsManager users,
            KnownUsers known,
            PasswordEncoder encoder,
            Set<String> authorities,
            Consumer<Runnable> atomically) {
        this.users = users;
        this.known = known;
        this.encoder = encoder;
        this.authorities = Set.copyOf(authorities);
        this.atomically = atomically;
    }

    boolean exists(String name) {
        return users.userExists(name);
    }

    /** Whether the name is that of a user who was deleted here. */
    boolean isDeleted(String name) {
        return known.contains(name) && !users.userExists(name);
    }

    /** Notes the name of a user who is here, so that he is not created again when he is deleted. */
    void note(String name) {
        known.add(name);
    }

    /**
     * Creates a user, unless there is or was one of the name.
     *
     * @param password {@code null} for none: then nobody can log in before it is reset
     */
    Creation create(String name, OldUser old, @Nullable String password) {
        if (users.userExists(name)) {
            return Creation.ALREADY_THERE;
        }
        if (known.contains(name)) {
            return Creation.DELETED;
        }
        UserDetails user = user(name, old, encoder.encode(password == null ? unguessable.generateKey() : password));
        try {
            atomically.accept(() -> {
                users.createUser(user);
                known.add(name);
            });
            return Creation.CREATED;
        } catch (RuntimeException failure) {
            if (users.userExists(name)) {
                return Creation.ALREADY_THERE; // somebody else was faster
            }
            throw failure;
        }
    }

    /** Disables a locked user, too: the tables of {@code JdbcUserDetailsManager} have no column for locks by default. */
    private UserDetails user(String name, OldUser old, String encoded) {
        Set<String> granted = old.authorities().isEmpty() ? authorities : old.authorities();
        return User.withUsername(name)
                .password(encoded)
                .authorities(granted.toArray(String[]::new))
                .accountLocked(old.locked())
                .disabled(old.locked())
                .build();
    }
}
