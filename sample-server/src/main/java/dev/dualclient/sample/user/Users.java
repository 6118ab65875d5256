package dev.dualclient.sample.user;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * The user store: in memory, with two users. Their passwords equal their names, and the codes without which some clients
 * may not have them asked (CIBA Core section 7.1, {@code user_code}) are their names with {@code -code}. Thread-safe.
 */
@Component
public final class Users implements UserDetailsService {

    private record Person(String subject, String passwordHash, String codeHash, Map<String, Object> claims) {}

    private final Map<String, Person> people;
    private final PasswordEncoder encoder;

    Users(PasswordEncoder encoder) {
        this.encoder = encoder;
        people = List.of(
                        person("john", "John", "Doe", "+1-555-0100", encoder),
                        person("jane", "Jane", "Roe", "+1-555-0101", encoder))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Person::subject, Function.identity()));
    }

    private static Person person(String name, String given, String family, String phone, PasswordEncoder encoder) {
        Map<String, Object> claims = Map.of(
                "name",
                given + " " + family,
                "given_name",
                given,
                "family_name",
                family,
                "preferred_username",
                name,
                "email",
                name + "@example.com",
                "email_verified",
                true,
                "phone_number",
                phone,
                "zoneinfo",
                "Europe/London",
                "locale",
                "en-GB");
        return new Person(name, encoder.encode(name), encoder.encode(name + "-code"), claims);
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
        return person != null && encoder.matches(code, person.codeHash());
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
