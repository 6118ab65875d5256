package dev.dualclient.kits.users;

import static dev.dualclient.kits.users.LoginServer.login;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.kits.Application;
import dev.dualclient.kits.Application.Answer;
import dev.dualclient.kits.LocalServer.Fault;
import dev.dualclient.kits.LogRecorder;
import dev.dualclient.scenario.Scenario;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;

/** The old system is a token endpoint. */
class TokenEndpointTest {

    private static final OldServer OLD = new OldServer();

    private static Application application;

    private static Application start(String timeout) {
        String here = "dual-client.kits.users.token-endpoint.";
        Map<String, Object> properties = new HashMap<>();
        properties.put("test.database", UUID.randomUUID());
        properties.put("dual-client.kits.users.timeout", timeout);
        properties.put(here + "uri", OLD.url() + "/token");
        properties.put(here + "client-id", OldServer.CLIENT);
        properties.put(here + "client-secret", OldServer.SECRET);
        properties.put(here + "userinfo-uri", OLD.url() + "/userinfo");
        return Application.start(properties, LoginServer.class);
    }

    @BeforeAll
    static void startOne() {
        application = start("1m");
    }

    @BeforeEach
    void reset() {
        LoginServer.empty(application);
        OLD.suffers(Fault.NONE);
        OLD.asked().clear();
        OLD.add("alice", "wonderland-1");
        OLD.add("bob", "builder-22");
    }

    @AfterAll
    static void stop() {
        application.close();
        OLD.close();
    }

    private static double counted(String result) {
        return application
                .context()
                .getBean(MeterRegistry.class)
                .counter("dualclient.users", "result", result)
                .count();
    }

    @Test
    @Scenario("U1")
    void aUserOfTheOldSystemIsCreatedAtTheFirstLogin() {
        double migrated = counted("migrated");
        double known = counted("known");

        assertThat(login(application, "alice", "wonderland-1").body()).startsWith("alice [ROLE_USER");
        assertThat(OLD.asked()).containsExactly("/token", "/userinfo");
        assertThat(LoginServer.users(application)).isEqualTo(1);

        assertThat(login(application, "alice", "wonderland-1").status()).isEqualTo(200);
        assertThat(login(application, "alice", "wrong").status()).isEqualTo(401);
        assertThat(OLD.asked()).hasSize(2);
        assertThat(counted("migrated")).isEqualTo(migrated + 1);
        assertThat(counted("known")).isEqualTo(known + 2);
    }

    @Test
    @Scenario("U2")
    void aWrongPasswordLooksLikeAnUnknownUser() {
        LoginServer.CountingEncoder encoder = application.context().getBean(LoginServer.CountingEncoder.class);

        Answer wrong = login(application, "alice", "wrong");
        int comparisons = encoder.comparisons.get();
        Answer unknown = login(application, "zoe", "wrong");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.timeless()).isEqualTo(wrong.timeless());
        assertThat(comparisons).isEqualTo(1);
        assertThat(encoder.comparisons.get()).isEqualTo(2);
        assertThat(OLD.asked()).containsExactly("/token", "/token");
        assertThat(LoginServer.users(application)).isZero();
    }

    @Test
    void anEmptyPasswordIsNotSentAnywhere() {
        assertThat(login(application, "alice", "").status()).isEqualTo(401);
        assertThat(OLD.asked()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"ERROR", "GARBAGE"})
    @Scenario("U5")
    void whileTheOldSystemIsDownOnlyTheUnknownAreToldToTryAgain(Fault fault) {
        double unavailable = counted("unavailable");
        login(application, "alice", "wonderland-1");
        OLD.suffers(fault);

        assertThat(login(application, "alice", "wonderland-1").status()).isEqualTo(200);
        Answer bob = login(application, "bob", "builder-22");

        assertThat(bob.status()).isEqualTo(503);
        assertThat(bob.body()).contains("try again");
        assertThat(counted("unavailable")).isEqualTo(unavailable + 1);
        assertThat(application.context().getBean(LoginServer.Events.class).all)
                .noneMatch(AuthenticationFailureBadCredentialsEvent.class::isInstance);
        OLD.suffers(Fault.NONE);
        assertThat(login(application, "bob", "builder-22").status()).isEqualTo(200);
    }

    @Test
    @Scenario("U9")
    void anotherSpellingIsTheSameUser() {
        assertThat(login(application, "ＡＬＩＣＥ", "wonderland-1").body()).startsWith("alice ");
        assertThat(login(application, " alice", "wonderland-1").status()).isEqualTo(200);
        assertThat(login(application, "Alice", "wonderland-1").body()).startsWith("alice ");
        assertThat(LoginServer.users(application)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HANG", "DRIP"})
    @Scenario("U10")
    void anOldSystemThatHangsHoldsNobodyLong(Fault fault) {
        try (Application hurried = start("200ms")) {
            OLD.suffers(fault);
            for (int i = 0; i < 10; i++) {
                long start = System.nanoTime();
                assertThat(login(hurried, "alice", "wonderland-1").status()).isEqualTo(503);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            }
        }
        assertThat(OLD.asked()).as("calls before the circuit opened").hasSizeLessThan(10);
    }

    @Test
    @Scenario("U14")
    void noPasswordIsInALogAnEventAnExceptionOrTheStore() {
        List<String> shown = new ArrayList<>();
        try (Application own = start("1m");
                LogRecorder log = new LogRecorder()) {
            for (String password : List.of("wonderland-1", "wrong-pass-word")) {
                shown.add(login(own, "alice", password).text());
            }
            shown.add(login(own, "bob", "wrong-pass-word").text());
            OLD.suffers(Fault.GARBAGE);
            shown.add(login(own, "bob", "builder-22").text());
            OLD.suffers(Fault.ERROR);
            shown.add(login(own, "bob", "builder-22").text());
            assertThat(log.lines()).anyMatch(line -> line.contains("dev.dualclient.kits"));
            shown.addAll(log.lines());
            own.context().getBean(LoginServer.Events.class).all.forEach(event -> shown.add(event.toString()));
            shown.addAll(own.context().getBean(JdbcTemplate.class).queryForList("script", String.class));
        }

        assertThat(shown).anyMatch(line -> line.contains("INSERT INTO") && line.contains("{bcrypt}"));
        for (String secret : List.of("wonderland-1", "wrong-pass-word", "builder-22", OldServer.SECRET, "old-token-")) {
            assertThat(shown).noneMatch(line -> line.contains(secret));
        }
    }
}
