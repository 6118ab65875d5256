package dev.dualclient.sample.user;

import dev.dualclient.sample.user.UserProperties.Account;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The user store: in memory, with the users of {@code sample.users}. Thread-safe. */
@Component
public final class Users implements UserDetailsService {

    /** The claims that users may have (OpenID Connect Core 1.0 section 5.1). */
    public static final List<String> STANDARD_CLAIMS = List.of(
            "sub",
            "name",
            "given_name",
            "family_name",
            "middle_name",
            "nickname",
            "preferred_username",
            "profile",
            "picture",
            "website",
            "email",
            "email_verified",
            "gender",
            "birthdate",
            "zoneinfo",
            "locale",
            "phone_number",
            "phone_number_verified",
            "address",
            "updated_at");

    private static final String HASHED = "{bcrypt}";

    private record Person(
            String subject, String passwordHash, @Nullable String codeHash, Map<String, Object> claims) {}

    private final Map<String, Person> people;
    private final PasswordEncoder encoder;

    Users(UserProperties properties, PasswordEncoder encoder) {
        this.encoder = encoder;
        people = properties.users().stream()
                .map(account -> person(account, encoder))
                .collect(Collectors.toUnmodifiableMap(Person::subject, Function.identity()));
    }

    private static Person person(Account account, PasswordEncoder encoder) {
        String password = account.password();
        return new Person(
                account.name(),
                password.startsWith(HASHED) ? password : encoder.encode(password),
                account.userCode() == null ? null : encoder.encode(account.userCode()),
                claims(account));
    }

    private static Map<String, Object> claims(Account account) {
        try {
            return JsonMapper.shared().readValue(account.claims(), new TypeReference<>() {});
        } catch (JacksonException malformed) { // whose message quotes what stands there
            throw new IllegalArgumentException(
                    "write the claims of " + account.name() + " at sample.users as a JSON object");
        }
    }

    @Override
    public UserDetails loadUserByUsername(String username) {
        Person person = people.get(username);
        if (person == null) {
            throw new UsernameNotFoundException("no such user");
        }
        return User.withUsername(username)
                .password(person.passwordHash())
                .roles("USER")
                .build();
    }

    /** Whether there is such a user. */
    public boolean has(String subject) {
        return people.containsKey(subject);
    }

    /** Whether that is the code of a user. */
    public boolean hasCode(String subject, String code) {
        Person person = people.get(subject);
        return person != null && person.codeHash() != null && encoder.matches(code, person.codeHash());
    }

    /**
     * Returns what is known about a user (OpenID Connect Core 1.0 section 5.1).
     *
     * @param subject the user; nothing is known about a stranger
     * @param names the claims asked for; names of which nothing is known are left out
     */
    public Map<String, Object> claims(String subject, List<String> names) {
        Person person = people.get(subject);
        Map<String, Object> known = new LinkedHashMap<>();
        if (person != null) {
            names.stream()
                    .filter(person.claims()::containsKey)
                    .forEach(name -> known.put(name, person.claims().get(name)));
        }
        return known;
    }
}
