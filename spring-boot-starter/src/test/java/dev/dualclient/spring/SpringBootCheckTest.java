package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.dualclient.scenario.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What an application of another Spring Boot is told; {@code .ci/works-with/run} sees it on Spring Boot 3. */
class SpringBootCheckTest {

    @Test
    @Scenario("N44")
    void springBoot3IsToldWhatToWrite() {
        Throwable failure = catchThrowable(() -> SpringBootCheck.check("3.5.8"));
        FailureAnalysis told = new UnsupportedSpringBootFailureAnalyzer().analyze(failure);

        assertThat(told.getDescription())
                .isEqualTo("The starter of Dual Client needs Spring Boot 4, and this application has 3.5.8.");
        assertThat(told.getAction())
                .isEqualTo("Replace dual-client-spring-boot-starter by dual-client-core, and add the @Bean method of"
                        + " docs/spring-boot-3.md.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.0.1", "4.1.1", "4.2.0-SNAPSHOT", "10.0.0"})
    void laterOnesAreFine(String version) {
        assertThatCode(() -> SpringBootCheck.check(version)).doesNotThrowAnyException();
    }
}
