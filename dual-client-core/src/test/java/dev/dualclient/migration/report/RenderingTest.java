package dev.dualclient.migration.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dualclient.json.JsonFormat;
import dev.dualclient.migration.inventory.ListView;
import dev.dualclient.migration.preflight.PreflightReport;
import dev.dualclient.migration.probe.TokenVerification;
import dev.dualclient.migration.probe.TokenVerification.Standing;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap.SimpleEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reports as JSON. */
class RenderingTest {

    private static final PreflightReport REPORT = new PreflightReport(
            Instant.parse("2026-01-02T03:04:05.006Z"),
            Duration.ofMillis(1500),
            Result.WARN,
            List.of(CheckResult.ok("a", "it is \"so\""), CheckResult.warn("b", "it is not", "do this")));

    @Test
    void aReportHasItsComponents() {
        assertThat(JsonFormat.writeText(Rendering.map(REPORT)))
                .isEqualTo("{\"at\":\"2026-01-02T03:04:05.006Z\",\"took\":\"PT1.5S\",\"result\":\"warn\",\"checks\":["
                        + "{\"id\":\"a\",\"result\":\"ok\",\"evidence\":\"it is \\\"so\\\"\",\"advice\":null},"
                        + "{\"id\":\"b\",\"result\":\"warn\",\"evidence\":\"it is not\",\"advice\":\"do this\"}]}");
    }

    @Test
    void theTextIsIndented() {
        assertThat(Rendering.json(CheckResult.ok("a", "so")).lines())
                .containsExactly(
                        "{",
                        "  \"id\" : \"a\",",
                        "  \"result\" : \"ok\",",
                        "  \"evidence\" : \"so\",",
                        "  \"advice\" : null",
                        "}");
        assertThat(JsonFormat.read(Rendering.json(REPORT)))
                .isEqualTo(JsonFormat.read(JsonFormat.writeText(Rendering.map(REPORT))));
    }

    @Test
    void whatFollowsFromTheComponentsComesAfterThem() {
        assertThat(Rendering.map(new ListView(3, 3, 3, true, 4, null)))
                .containsExactly(
                        Map.entry("seen", 3),
                        Map.entry("before", 3),
                        Map.entry("after", 3),
                        Map.entry("complete", true),
                        Map.entry("counted", 4),
                        new SimpleEntry<>("problem", null),
                        Map.entry("partial", true),
                        Map.entry("whole", false));
    }

    @Test
    void constantsAreAsPropertiesHaveThemAsKeysToo() {
        TokenVerification verification =
                new TokenVerification(Map.of(Side.SECONDARY, Standing.INACTIVE), List.of("scopes"));

        assertThat(JsonFormat.writeText(Rendering.map(verification)))
                .isEqualTo("{\"backends\":{\"secondary\":\"inactive\"},\"differing\":[\"scopes\"]}");
    }

    @Test
    void whatIsNoReportIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rendering.map(new Object()))
                .withMessageContaining("java.lang.Object")
                .withMessageContaining("public record");
        assertThatIllegalArgumentException().isThrownBy(() -> Rendering.json(new Holder(new Object())));
    }

    private record Holder(Object what) {}
}
