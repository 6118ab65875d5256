package dev.dualclient.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BackendSettingsTest {

    private static BackendSettingsBuilder primary() {
        return BackendSettings.primary()
                .baseUrl("https://us.authlete.com/")
                .serviceId("77")
                .accessToken("api-token");
    }

    private static BackendSettingsBuilder secondary() {
        return BackendSettings.secondary().baseUrl("https://api.authlete.com");
    }

    @Test
    void whatIsNotSaidHasADefault() {
        BackendSettings settings = primary().build();
        assertThat(settings.baseUrl()).hasToString("https://us.authlete.com");
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.responseTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.maxConnections()).isEqualTo(200);
        assertThat(settings.maxIdle()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.connectionTtl()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.maxResponseSize()).isEqualTo(4 * 1024 * 1024);
        assertThat(settings.proxy()).isNull();
        assertThat(settings.sslContext()).isNull();
        assertThat(settings.unprocessedStatuses()).isEmpty();
    }

    @Test
    void settingsPrintNoSecret() {
        assertThat(primary().build()).hasToString("the primary at https://us.authlete.com");
        assertThat(secondary().apiKey("key").apiSecret("secret").build())
                .hasToString("the secondary at https://api.authlete.com");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong(
                        b -> b.baseUrl("https://us.authlete.com/api/"),
                        "dual-client.primary.base-url ends in /api, which is added to it: "
                                + "write https://us.authlete.com instead"),
                wrong(
                        b -> b.baseUrl("us.authlete.com"),
                        "dual-client.primary.base-url is not an http or https URL with a host: "
                                + "write one like https://us.authlete.com"),
                wrong(
                        b -> b.baseUrl("https://us authlete.com"),
                        "dual-client.primary.base-url is not a URL (Illegal character in authority): "
                                + "write one like https://us.authlete.com"),
                wrong(
                        b -> b.baseUrl("https://me:secret@us.authlete.com"),
                        "dual-client.primary.base-url has more than scheme, host, port and path: "
                                + "write https://us.authlete.com and nothing else"),
                wrong(
                        b -> b.accessToken("secret\n"),
                        "dual-client.primary.access-token is empty or has blanks, line breaks or characters beyond "
                                + "ASCII: copy it again, without quotes"),
                wrong(
                        b -> b.serviceId(""),
                        "dual-client.primary.service-id is empty or has blanks, line breaks or characters beyond "
                                + "ASCII: copy it again, without quotes"),
                wrong(
                        b -> b.apiKey("key:secret"),
                        "dual-client.primary.api-key has a colon: write the key alone, without its secret"),
                wrong(
                        b -> b.apiKey("key").build(),
                        "dual-client.primary.api-key is not for Authlete 3.0: "
                                + "write service-id and access-token instead of API keys"),
                wrong(
                        b -> b.connectTimeout(Duration.ZERO),
                        "dual-client.primary.connect-timeout is PT0S: write a time between 1ms and 24d"),
                wrong(
                        b -> b.responseTimeout(Duration.ofDays(30)),
                        "dual-client.primary.response-timeout is PT720H: write a time between 1ms and 24d"),
                wrong(b -> b.maxConnections(0), "dual-client.primary.max-connections is 0: write 1 or more"),
                wrong(b -> b.maxResponseSize(0), "dual-client.primary.max-response-size is 0: write 1 or more"),
                wrong(
                        b -> b.unprocessedStatuses(Set.of(200)),
                        "dual-client.primary.unprocessed-statuses has 200: write statuses from 400 to 599"),
                wrong(
                        b -> b.proxy("https://proxy:1"),
                        "dual-client.primary.proxy is to be an HTTP proxy that asks for no password: "
                                + "write http://proxy.example.com:3128"));
    }

    private static Arguments wrong(Consumer<BackendSettingsBuilder> step, String message) {
        return Arguments.of(step, message);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongSettingFailsWhereItIsMade(Consumer<BackendSettingsBuilder> step, String message) {
        assertRefused(() -> step.accept(primary()), message);
    }

    static Stream<Arguments> missing() {
        return Stream.of(
                Arguments.of(
                        BackendSettings.primary(),
                        "dual-client.primary.base-url is missing: "
                                + "write the address of the backend, like https://us.authlete.com"),
                Arguments.of(
                        BackendSettings.primary().baseUrl("https://us.authlete.com"),
                        "dual-client.primary.service-id is missing: write the id of the service"),
                Arguments.of(
                        BackendSettings.primary()
                                .baseUrl("https://us.authlete.com")
                                .serviceId("77"),
                        "dual-client.primary.access-token is missing: "
                                + "write an access token of the service for Authlete's API"),
                Arguments.of(
                        secondary(),
                        "dual-client.secondary.api-key is missing: write the API key of the service, "
                                + "and its secret into dual-client.secondary.api-secret"),
                Arguments.of(
                        secondary().apiKey("key"),
                        "dual-client.secondary.api-secret is missing: "
                                + "write the API secret that belongs to dual-client.secondary.api-key"),
                Arguments.of(
                        secondary().apiKey("key").apiSecret("secret").ownerApiSecret("owner"),
                        "dual-client.secondary.owner-api-key is missing: "
                                + "write the API key that belongs to dual-client.secondary.owner-api-secret"));
    }

    @ParameterizedTest
    @MethodSource("missing")
    void aMissingSettingFailsInTheEnd(BackendSettingsBuilder builder, String message) {
        assertRefused(builder::build, message);
    }

    private static void assertRefused(ThrowingCallable attempt, String message) {
        assertThatThrownBy(attempt).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
