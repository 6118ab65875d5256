package dev.dualclient.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dualclient.scenario.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.env.MockEnvironment;

/** A console that Spring Security does not protect is served to this machine alone. */
class UnprotectedConsoleTest {

    private static MockEnvironment with(String... settings) {
        MockEnvironment environment = new MockEnvironment();
        for (String setting : settings) {
            environment.setProperty(setting.split("=")[0], setting.split("=")[1]);
        }
        return environment;
    }

    @ParameterizedTest
    @Scenario("L5")
    @ValueSource(
            strings = {
                "server.port=8080",
                "management.server.port=9090",
                "management.server.port=9090,management.server.address=0.0.0.0",
                "server.port=8080,management.server.port=8080,management.server.address=127.0.0.1"
            })
    void theStartIsRefusedWhereOthersCouldReachIt(String settings) {
        LoopbackOnly check = new LoopbackOnly(with(settings.split(",")));
        assertThatThrownBy(check::afterPropertiesSet).isInstanceOf(UnprotectedConsoleException.class);
    }

    @Test
    void aPortOfItsOwnOnTheLoopbackInterfaceIsEnough() {
        new LoopbackOnly(with("management.server.port=9090", "management.server.address=127.0.0.1"))
                .afterPropertiesSet();
    }

    @Test
    void theFailureSaysWhatToDo() {
        FailureAnalysis analysis = new UnprotectedConsoleFailureAnalyzer().analyze(new UnprotectedConsoleException());
        assertThat(analysis.getAction())
                .contains("spring-boot-starter-security", "management.server.address=127.0.0.1");
    }

    @ParameterizedTest
    @Scenario("L6")
    @CsvSource({
        "localhost, true",
        "127.0.0.1, true",
        "[::1], true",
        "rebound.example.com, false",
        "127.0.0.1.example.com, false",
        "10.0.0.1, false",
        "'', false"
    })
    void aNameOfAnotherSiteThatLeadsHereIsNotAnswered(String host, boolean answered) {
        assertThat(LoopbackOnly.isAddressedTo(host)).isEqualTo(answered);
    }
}
