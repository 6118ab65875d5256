package dev.dualclient.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class StartTest {

    @Test
    void theLastLineSaysWhichPageToOpenAndWhoMayLogIn(CapturedOutput output) {
        try (ConfigurableApplicationContext server = start("--server.port=0")) {
            String port = server.getEnvironment().getProperty("local.server.port");

            assertThat(output.getOut().strip().lines().reduce((first, second) -> second))
                    .hasValueSatisfying(line ->
                            assertThat(line).contains("http://localhost:" + port + "/", "john", "jane", "Ctrl+C"));
        }
    }

    @Test
    void aStoppedServerLeavesNothingRunning() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        start("--server.port=0").close();

        await().pollInSameThread()
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .filteredOn(thread -> !before.contains(thread) && !thread.isDaemon())
                        .isEmpty());
    }

    @Test
    void aBusyPortIsToldInOneSentenceAndLeavesNothingRunning(CapturedOutput output) throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> start("--server.port=" + port)).isNotNull();

            assertThat(output.getAll())
                    .contains("Port " + port + " is in use; choose another one with --server.port=")
                    .doesNotContain("\tat ");
        }
        await().pollInSameThread()
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .filteredOn(thread -> !before.contains(thread) && !thread.isDaemon())
                        .isEmpty());
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        return SpringApplication.run(SampleServer.class, arguments);
    }
}
