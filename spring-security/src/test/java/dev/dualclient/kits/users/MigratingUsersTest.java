package dev.dualclient.kits.users;

import static dev.dualclient.kits.users.LoginServer.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dualclient.kits.Application;
import dev.dualclient.kits.Application.Answer;
import dev.dualclient.kits.MutableClock;
import dev.dualclient.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.authentication.password.CompromisedPasswordDecision;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.JdbcUserDetailsManager;

/** The old system is a bean of the application. */
class MigratingUsersTest {

    private static final Instant UNTIL = Instant.parse("2099-01-01T00:00:00Z");
    private static final Old OLD = new Old();

    private static final String DATABASE = UUID.randomUUID().toString();

    private static Application application;

    @BeforeAll
    static void startOne() {
        application = start();
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void empty() {
        OLD.reset();
        LoginServer.empty(application);
        application.context().getBean(MutableClock.class).set(Instant.now());
    }

    /** The old system: names, passwords, and accounts that are locked. */
    static final class Old implements OldUsers {

        private final Map<String, String> passwords = new ConcurrentHashMap<>();
        private final Set<String> locked = ConcurrentHashMap.newKeySet();
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private volatile @Nullable CyclicBarrier meeting;

        void reset() {
            passwords.clear();
            locked.clear();
            asked.clear();
            meeting = null;
            passwords.putAll(Map.of("alice", "wonderland-1", "bob", "builder-22", "carol", "short"));
        }

        private OldUser user(String name) {
            return new OldUser(name, Set.of("ROLE_OLD"), locked.contains(name));
        }

        @Override
        public OldAnswer check(String name, String password) {
            asked.add(name);
            CyclicBarrier barrier = meeting;
            if (barrier != null) {
                try {
                    barrier.await();
                } catch (InterruptedException | BrokenBarrierException failure) {
                    return new OldAnswer.Unavailable();
                }
            }
            if (!passwords.containsKey(name)) {
                return new OldAnswer.Unknown();
            }
            return passwords.get(name).equals(password)
                    ? new OldAnswer.Accepted(user(name))
                    : new OldAnswer.Refused();
        }

        @Override
        public OldAnswer exists(String name) {
            return passwords.containsKey(name) ? new OldAnswer.Accepted(user(name)) : new OldAnswer.Unknown();
        }

        @Override
        public Stream<OldUser> all() {
            return passwords.keySet().stream().map(this::user);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OldBean {

        @Bean
        OldUsers old() {
            return OLD;
        }

        /** A policy that wants eight characters at least. */
        @Bean
        CompromisedPasswordChecker policy() {
            return password -> new CompromisedPasswordDecision(password == null || password.length() < 8);
        }
    }

    private static Application start() {
        return Application.start(
                Map.of(
                        "test.database", DATABASE,
                        "dual-client.kits.users.timeout", "1m",
                        "dual-client.kits.users.until", UNTIL),
                LoginServer.class,
                OldBean.class);
    }

    private JdbcUserDetailsManager users() {
        return application.context().getBean(JdbcUserDetailsManager.class);
    }

    private void addLocally(String name, String password) {
        String encoded = application.context().getBean(PasswordEncoder.class).encode(password);
        users().createUser(User.withUsername(name)
                .password(encoded)
                .authorities("ROLE_ADMIN")
                .build());
    }

    private void changePassword(String name, String password) {
        UserDetails user = users().loadUserByUsername(name);
        users().updateUser(User.withUserDetails(user)
                .password(application.context().getBean(PasswordEncoder.class).encode(password))
                .build());
    }

    @Test
    @Scenario("U3")
    void aPasswordThatWasChangedHereMakesTheOldOneDead() {
        assertThat(login(application, "alice", "wonderland-1").status()).isEqualTo(200);
        changePassword("alice", "new-password");

        assertThat(login(application, "alice", "wonderland-1").status()).isEqualTo(401);
        assertThat(login(application, "alice", "new-password").status()).isEqualTo(200);
        assertThat(OLD.asked).containsExactly("alice");
    }

    @Test
    @Scenario("U4")
    void whoWasDeletedHereIsNeverCreatedAgain() {
        login(application, "alice", "wonderland-1");
        users().deleteUser("alice");
        addLocally("bob", "local-password");
        login(application, "bob", "local-password");
        users().deleteUser("bob");
        OLD.asked.clear();

        try (Application restarted = start()) {
            assertThat(login(restarted, "alice", "wonderland-1").status()).isEqualTo(401);
            assertThat(login(restarted, "bob", "builder-22").status()).isEqualTo(401);
            FirstPasswordReset reset = restarted.context().getBean(FirstPasswordReset.class);
            assertThat(reset.prepare("alice")).isEmpty();
            assertThat(restarted.context().getBean(UserImport.class).run().deleted())
                    .isEqualTo(2);
        }
        assertThat(OLD.asked).isEmpty();
        assertThat(users().userExists("alice")).isFalse();
    }

    @Test
    @Scenario("U6")
    void twoFirstLoginsAtOnceOnTwoNodesAreOneUser() throws Exception {
        OLD.meeting = new CyclicBarrier(2);
        var threads = Executors.newFixedThreadPool(2);
        try (Application other = start()) {
            List<Future<Answer>> logins = List.of(
                    threads.submit(() -> login(application, "alice", "wonderland-1")),
                    threads.submit(() -> login(other, "alice", "wonderland-1")));

            for (Future<Answer> login : logins) {
                assertThat(login.get().status()).isEqualTo(200);
                assertThat(login.get().body()).startsWith("alice [ROLE_OLD");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(OLD.asked).hasSize(2);
        assertThat(LoginServer.users(application)).isEqualTo(1);
    }

    @Test
    @Scenario("U7")
    void aForgottenPasswordIsResetBeforeTheFirstLogin() {
        FirstPasswordReset reset = application.context().getBean(FirstPasswordReset.class);

        assertThat(reset.prepare("ａｌｉｃｅ")).contains("alice");
        assertThat(reset.prepare("nobody")).isEmpty();
        assertThat(login(application, "alice", "wonderland-1").status()).isEqualTo(401);
        changePassword("alice", "new-password");

        assertThat(login(application, "alice", "new-password").status()).isEqualTo(200);
        assertThat(reset.prepare("alice")).contains("alice");
        assertThat(OLD.asked).isEmpty();
    }

    @Test
    @Scenario("U8")
    void whoIsLockedAtTheOldSystemIsLockedHere() {
        OLD.locked.add("alice");

        assertThat(login(application, "alice", "wonderland-1").status()).isEqualTo(401);
        OLD.locked.clear();
        assertThat(login(application, "alice", "wonderland-1").status()).isEqualTo(401);
        assertThat(users().loadUserByUsername("alice").isEnabled()).isFalse();
        assertThat(OLD.asked).hasSize(1);
    }

    @Test
    @Scenario("U11")
    void afterTheEndTheOldSystemIsNotAsked() {
        MutableClock clock = application.context().getBean(MutableClock.class);
        clock.set(UNTIL.minus(Duration.ofSeconds(1)));
        assertThat(login(application, "alice", "wonderland-1").status()).isEqualTo(200);
        clock.set(UNTIL);

        assertThat(login(application, "bob", "builder-22").status()).isEqualTo(401);
        assertThat(login(application, "alice", "wonderland-1").status()).isEqualTo(200);
        assertThat(application.context().getBean(FirstPasswordReset.class).prepare("bob"))
                .isEmpty();
        assertThat(OLD.asked).containsExactly("alice");
    }

    @Test
    @Scenario("U12")
    void theImportCanBeRunTwice() {
        login(application, "alice", "wonderland-1");
        OLD.passwords.put("x".repeat(80), "too long for the table");
        UserImport finisher = application.context().getBean(UserImport.class);
        assertThat(finisher.remaining()).hasSize(3).contains("bob", "carol");

        assertThat(finisher.run()).isEqualTo(new UserImport.Report(2, 1, 0, 1));
        assertThat(finisher.run()).isEqualTo(new UserImport.Report(0, 3, 0, 1));

        assertThat(LoginServer.users(application)).isEqualTo(3);
        assertThat(login(application, "bob", "builder-22").status()).isEqualTo(401);
        changePassword("bob", "new-password");
        assertThat(login(application, "bob", "new-password").status()).isEqualTo(200);
    }

    @Test
    @Scenario("U13")
    void aPasswordThatBreaksThePolicyIsAcceptedOnce() {
        assertThat(login(application, "carol", "short").body()).contains(MigratingUsers.PASSWORD_CHANGE_REQUIRED);

        Answer second = login(application, "carol", "short");
        assertThat(second.status()).isEqualTo(401);
        assertThat(second.body()).startsWith("CompromisedPasswordException");
        changePassword("carol", "long enough");
        assertThat(login(application, "carol", "long enough").body())
                .startsWith("carol ")
                .doesNotContain(MigratingUsers.PASSWORD_CHANGE_REQUIRED);
    }

    @Test
    @Scenario("U15")
    void aLocalUserOfTheSameNameDecides() {
        addLocally("alice", "local-password");

        assertThat(login(application, "alice", "wonderland-1").status()).isEqualTo(401);
        assertThat(login(application, "alice", "local-password").body()).startsWith("alice [ROLE_ADMIN");
        assertThat(application.context().getBean(UserImport.class).run().alreadyThere())
                .isEqualTo(1);
        assertThat(users().loadUserByUsername("alice").getAuthorities()).hasSize(1);
        assertThat(OLD.asked).isEmpty();
    }

    @Test
    void aSystemThatCannotListItsUsersSaysSo() {
        OldUsers silent = (name, password) -> new OldAnswer.Unknown();

        assertThat(silent.exists("alice")).isInstanceOf(OldAnswer.Unknown.class);
        assertThatThrownBy(silent::all)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("cannot list its users");
    }
}
