package dev.dualclient.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.scenario.Scenario;
import dev.dualclient.spring.actuate.Guide.Command;
import dev.dualclient.spring.actuate.RunningApplication.Answer;
import dev.dualclient.test.Emulators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What {@code docs/getting-started.md} tells to do can be done, word by word and in its order. */
class GettingStartedTest {

    private static final Path METRICS = Path.of("..", "docs", "metrics.md");
    private static final Path SECURITY =
            Path.of("src", "test", "java", "dev", "dualclient", "spring", "actuate", "ActuatorSecurity.java");
    private static final Pattern METER = Pattern.compile("`(dualclient\\.[a-z.]+)`");

    private static final Guide GUIDE = new Guide();

    private static Emulators emulators;
    private static RunningApplication application;

    /** The application of somebody who follows the GUIDE. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(ActuatorSecurity.class)
    static class Follower {}

    @BeforeAll
    static void start() throws IOException {
        emulators = Emulators.start();
        application = RunningApplication.of(Follower.class, GUIDE.settings(emulators));
    }

    @AfterAll
    static void stop() {
        application.close();
        emulators.close();
    }

    @BeforeEach
    void logIn() {
        application.as("operator", Guide.PASSWORD);
    }

    @Test
    @Scenario("N41")
    void everyCommandDoesWhatItSaysWithTheSettingsOfTheGuide() {
        assertThat(GUIDE.commands()).hasSizeGreaterThan(12);
        for (Command command : GUIDE.commands()) {
            Answer answer = command.body() == null
                    ? application.get(command.path())
                    : application.post(command.path(), command.body());

            // Nobody has watched for a day.
            boolean early = command.body() != null && command.body().contains("primary-only");
            assertThat(answer.status()).as(command.line()).isEqualTo(early ? 409 : 200);
        }
    }

    @Test
    @Scenario("N41")
    void healthShowsTheOperatorWhatTheGuideSays() {
        assertThat(application
                        .get("/health")
                        .json()
                        .at("/components/dualclient/details/primary/circuit")
                        .asString())
                .isEqualTo("CLOSED");

        application.asStranger();
        assertThat(application.get("/health").json().propertyNames()).containsExactlyInAnyOrder("status", "groups");
    }

    @Test
    @Scenario("N40")
    void nobodyButTheOperatorOfTheGuideReadsOrChangesTheStage() {
        String before =
                application.get("/dualclient/stage").json().path("lastChange").toString();

        application.asStranger();
        assertThat(application.get("/dualclient/stage").status()).isEqualTo(401);
        assertThat(application
                        .post("/dualclient/stage", "{\"stage\":\"drain\",\"reason\":\"a stranger\",\"force\":true}")
                        .status())
                .isEqualTo(401);

        logIn();
        assertThat(application
                        .get("/dualclient/stage")
                        .json()
                        .path("lastChange")
                        .toString())
                .isEqualTo(before);
    }

    @Test
    @Scenario("N41")
    void theCodeOfTheGuideIsTheCodeOfThisTest() throws IOException {
        String tested = Files.readString(SECURITY);

        assertThat(GUIDE.blocks("java")).containsExactly(tested.substring(tested.indexOf("@Configuration")));
    }

    @Test
    void everyMeterIsThere() throws IOException {
        String metrics = Files.readString(METRICS);

        assertThat(METER.matcher(GUIDE.text())
                        .results()
                        .map(named -> named.group(1))
                        .collect(Collectors.toSet()))
                .hasSizeGreaterThan(4)
                .allSatisfy(meter -> assertThat(metrics).contains("| `" + meter + "` |"));
    }
}
