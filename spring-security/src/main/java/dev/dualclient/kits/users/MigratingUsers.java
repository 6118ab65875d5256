package dev.dualclient.kits.users;

import dev.dualclient.kits.KitMeters;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.authentication.password.CompromisedPasswordException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Checks names and passwords. A user who is known here is checked here alone, and that is final. Who is not known is asked
 * for at the old system, once, and created here when it accepts. Spring Security's {@code DaoAuthenticationProvider} has the
 * last word in any case, so that a wrong password and an unknown user look alike. Thread-safe.
 *
 * <p>Before other providers, let a {@code ProviderManager} have this one first.
 */
public final class MigratingUsers implements AuthenticationProvider {

    /** Authority of a user whose password breaks the policy, in the session of the first login. */
    public static final String PASSWORD_CHANGE_REQUIRED = "PASSWORD_CHANGE_REQUIRED";

    private static final String METER = "dualclient.users";

    private final UserNames names;
    private final OldSystem old;
    private final NewUsers users;
    private final DaoAuthenticationProvider here;
    private final @Nullable CompromisedPasswordChecker policy;
    private final KitMeters meters;

    /** Whom to authenticate here. */
    private record Account(String name, boolean created) {}

    /**
     * Creates the provider.
     *
     * @param here checks users who are known here, without a policy for passwords
     * @param policy which passwords have to be changed, {@code null} for none
     */
    MigratingUsers(
            UserNames names,
            OldSystem old,
            NewUsers users,
            DaoAuthenticationProvider here,
            @Nullable CompromisedPasswordChecker policy,
            KitMeters meters) {
        this.names = names;
        this.old = old;
        this.users = users;
        this.here = here;
        this.policy = policy;
        this.meters = meters;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    /**
     * Authenticates a user.
     *
     * @throws OldUsersUnavailableException if the user is not known here and the old system gives no answer
     */
    @Override
    public Authentication authenticate(Authentication request) throws AuthenticationException {
        String name = names.normalized(request.getName());
        String password = Objects.toString(request.getCredentials(), "");
        Account account = account(name, password);
        UsernamePasswordAuthenticationToken local =
                UsernamePasswordAuthenticationToken.unauthenticated(account.name(), request.getCredentials());
        local.setDetails(request.getDetails());
        Authentication result = Objects.requireNonNull(here.authenticate(local));
        users.note(account.name());
        boolean weak = policy != null && policy.check(password).isCompromised();
        return weak ? withChangeOfPassword(result, account) : result;
    }

    private Account account(String name, String password) {
        boolean known = users.exists(name);
        if (known || users.isDeleted(name)) {
            count(known ? "known" : "tombstoned");
            return new Account(name, false);
        }
        try {
            if (old.check(name, password) instanceof OldAnswer.Accepted accepted) {
                return created(accepted.user(), password);
            }
        } catch (OldUsersUnavailableException noAnswer) {
            count("unavailable");
            throw noAnswer;
        }
        count("refused");
        return new Account(name, false);
    }

    /** The name is that of the old system's answer, which may know a user by several. */
    private Account created(OldUser user, String password) {
        String name = names.normalized(user.name());
        NewUsers.Creation creation = users.create(name, user, password);
        switch (creation) {
            case CREATED -> count("migrated");
            case DELETED -> count("tombstoned");
            case ALREADY_THERE -> {}
        }
        return new Account(name, creation == NewUsers.Creation.CREATED);
    }

    /** A password that breaks the policy is accepted once. */
    private static Authentication withChangeOfPassword(Authentication result, Account account) {
        if (!account.created()) {
            throw new CompromisedPasswordException("The password has to be changed");
        }
        return result.toBuilder()
                .authorities(granted -> granted.add(new SimpleGrantedAuthority(PASSWORD_CHANGE_REQUIRED)))
                .build();
    }

    private void count(String result) {
        meters.count(METER, "result", result);
    }
}
