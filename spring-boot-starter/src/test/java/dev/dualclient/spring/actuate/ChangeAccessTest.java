package dev.dualclient.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.scenario.Scenario;
import dev.dualclient.spring.actuate.RunningApplication.Answer;
import dev.dualclient.test.Emulators;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** Whoever reaches the actuator reads; operators change. */
class ChangeAccessTest {

    private static final String UNSET = "management.endpoint.dualclient.access=";
    private static final String REFUSAL = "changes are for callers with the role DUAL_CLIENT_OPERATOR: authenticate as"
            + " one, or set management.endpoint.dualclient.access=unrestricted if only operators can reach the actuator";

    private static Emulators emulators;
    private static RunningApplication open;

    /** An application that lets its clerks see the actuator too. */
    @Configuration(proxyBeanMethods = false)
    @Import({RunningApplication.Application.class, ActuatorForStaff.class})
    static class WithUsers {

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("alice")
                            .password("{noop}a")
                            .roles("STAFF", "DUAL_CLIENT_OPERATOR")
                            .build(),
                    User.withUsername("bob").password("{noop}b").roles("STAFF").build());
        }
    }

    @BeforeAll
    static void start() {
        emulators = Emulators.start();
        open = new RunningApplication(emulators, UNSET);
    }

    @AfterAll
    static void stop() {
        open.close();
        emulators.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stage | {\"stage\":\"drain\",\"reason\":\"a stranger\",\"force\":true}",
                "stage | {\"maintenance\":true,\"reason\":\"a stranger\"}",
                "readiness | {\"migratorFinished\":true,\"reason\":\"a stranger\"}",
                "inventory | {\"action\":\"compare\"}",
                "probe | {\"client\":\"1\",\"subject\":\"nobody\",\"reason\":\"a stranger\"}",
                "carry-over | {\"action\":\"pause\",\"reason\":\"a stranger\"}",
                "outbox/4711 | {}",
            })
    @Scenario("N40")
    void aStrangerChangesNothing(String part, String body) {
        Answer answer = open.post("/dualclient/" + part, body);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo(REFUSAL);
        assertThat(open.get("/dualclient/stage").json().path("stage").asString())
                .isEqualTo("primary-first");
    }

    @Test
    @Scenario("N40")
    void aStrangerDiscardsNoRow() {
        assertThat(open.delete("/dualclient/outbox/4711?reason=none").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explain | {\"operation\":\"auth-introspection\",\"token\":\"a-token\"}",
                "verify | {\"token\":\"a-token\"}",
                "stage | {\"stage\":\"drain\",\"reason\":\"would it go?\",\"dryRun\":true}",
            })
    @Scenario("N40")
    void whatChangesNothingIsAnswered(String part, String body) {
        assertThat(open.post("/dualclient/" + part, body).status()).isEqualTo(200);
        assertThat(open.get("/dualclient/stage").json().path("stage").asString())
                .isEqualTo("primary-first");
    }

    @Test
    @Scenario("N40")
    void theRoleDecidesWhereThereAreUsers() {
        String change = "{\"stage\":\"shadow\",\"reason\":\"compare\"}";
        try (RunningApplication application = new RunningApplication(WithUsers.class, emulators, UNSET)) {
            application.as("bob", "b");
            assertThat(application.get("/dualclient/stage").status()).isEqualTo(200);
            assertThat(application.post("/dualclient/stage", change).status()).isEqualTo(403);

            application.as("alice", "a");
            assertThat(application.post("/dualclient/stage", change).status()).isEqualTo(200);
            assertThat(application.get("/dualclient/stage").json().path("stage").asString())
                    .isEqualTo("shadow");
        }
    }
}
