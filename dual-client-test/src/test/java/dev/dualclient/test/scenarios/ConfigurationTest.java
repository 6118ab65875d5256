package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.MemoryStore;
import dev.dualclient.operation.Route;
import dev.dualclient.scenario.Scenario;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A wrong setting ends the start with one sentence: what, where, and what to write instead. */
class ConfigurationTest {

    private static final String SECRET = "a secret with blanks";

    private static DualAuthleteApiBuilder primaryAlone() {
        return DualAuthleteApi.builder()
                .primary(primary -> primary.baseUrl("https://us.authlete.com")
                        .serviceId("21653835348762")
                        .accessToken("access-token"));
    }

    private static DualAuthleteApiBuilder whole() {
        return primaryAlone()
                .secondary(secondary -> secondary
                        .baseUrl("https://api.authlete.com")
                        .serviceId("21653835348762")
                        .apiKey("21653835348762")
                        .apiSecret("api-secret"));
    }

    private static Arguments mistake(UnaryOperator<DualAuthleteApiBuilder> made, String message) {
        return arguments(made, message);
    }

    static Stream<Arguments> whatIsMissing() {
        return Stream.of(
                mistake(
                        any -> DualAuthleteApi.builder(),
                        "dual-client.primary.base-url is missing: write the address of the backend, like"
                                + " https://us.authlete.com"),
                mistake(
                        any -> DualAuthleteApi.builder()
                                .primary(primary -> primary.baseUrl("https://us.authlete.com")
                                        .accessToken("access-token")),
                        "dual-client.primary.service-id is missing: write the id of the service"),
                mistake(
                        any -> DualAuthleteApi.builder()
                                .primary(primary -> primary.baseUrl("https://us.authlete.com")
                                        .serviceId("1")),
                        "dual-client.primary.access-token is missing: write an access token of the service for"
                                + " Authlete's API"),
                mistake(
                        any -> primaryAlone().secondary(secondary -> {}),
                        "dual-client.secondary.base-url is missing: write the address of the backend, like"
                                + " https://api.authlete.com"),
                mistake(
                        any -> primaryAlone().secondary(secondary -> secondary.baseUrl("https://api.authlete.com")),
                        "dual-client.secondary.api-key is missing: write the API key of the service, and its secret"
                                + " into dual-client.secondary.api-secret"),
                mistake(
                        any -> primaryAlone()
                                .secondary(secondary -> secondary
                                        .baseUrl("https://api.authlete.com")
                                        .apiKey("1")),
                        "dual-client.secondary.api-secret is missing: write the API secret that belongs to"
                                + " dual-client.secondary.api-key"),
                mistake(
                        any -> primaryAlone()
                                .secondary(secondary -> secondary
                                        .baseUrl("https://api.authlete.com")
                                        .apiSecret("api-secret")),
                        "dual-client.secondary.api-key is missing: write the API key that belongs to"
                                + " dual-client.secondary.api-secret"),
                mistake(
                        whole -> whole.secondary(secondary -> secondary.ownerApiKey("2")),
                        "dual-client.secondary.owner-api-secret is missing: write the API secret that belongs to"
                                + " dual-client.secondary.owner-api-key"));
    }

    static Stream<Arguments> whatContradicts() {
        return Stream.of(
                mistake(
                        whole -> whole.secondary(secondary -> secondary.baseUrl("https://US.authlete.com:443/")),
                        "dual-client.primary.base-url and dual-client.secondary.base-url are both"
                                + " https://us.authlete.com: write the address of Authlete 3.0 into the first and that"
                                + " of Authlete 2.3 into the second, or leave the secondary out"),
                mistake(
                        whole -> whole.secondary(secondary -> secondary.serviceId("4711")),
                        "dual-client.primary.service-id is 21653835348762, but dual-client.secondary.service-id is"
                                + " 4711: write the id of one service, which an import into Authlete 3.0 keeps"),
                mistake(
                        whole -> whole.primary(primary -> primary.apiKey("1").apiSecret("api-secret")),
                        "dual-client.primary.api-key is not for Authlete 3.0: write service-id and access-token instead"
                                + " of API keys"));
    }

    static Stream<Arguments> whatCannotHold() {
        return Stream.of(
                mistake(
                        whole -> whole.primary(primary -> primary.baseUrl("us.authlete.com")),
                        "dual-client.primary.base-url is not an http or https URL with a host: write one like"
                                + " https://us.authlete.com"),
                mistake(
                        whole -> whole.secondary(secondary -> secondary.baseUrl("https://api.authlete.com/api/")),
                        "dual-client.secondary.base-url ends in /api, which is added to it: write"
                                + " https://api.authlete.com instead"),
                mistake(
                        whole -> whole.primary(primary -> primary.baseUrl("https://me:pw@us.authlete.com")),
                        "dual-client.primary.base-url has more than scheme, host, port and path: write"
                                + " https://us.authlete.com and nothing else"),
                mistake(
                        whole -> whole.primary(primary -> primary.accessToken(SECRET)),
                        "dual-client.primary.access-token is empty or has blanks, line breaks or characters beyond"
                                + " ASCII: copy it again, without quotes"),
                mistake(
                        whole -> whole.secondary(secondary -> secondary.apiKey("key:secret")),
                        "dual-client.secondary.api-key has a colon: write the key alone, without its secret"),
                mistake(
                        whole -> whole.secondary(secondary -> secondary.apiSecret("")),
                        "dual-client.secondary.api-secret is empty or has blanks, line breaks or characters beyond"
                                + " ASCII: copy it again, without quotes"),
                mistake(
                        whole -> whole.primary(primary -> primary.proxy("https://proxy.example.com")),
                        "dual-client.primary.proxy is to be an HTTP proxy that asks for no password: write"
                                + " http://proxy.example.com:3128"),
                mistake(
                        whole -> whole.primary(primary -> primary.responseTimeout(Duration.ZERO)),
                        "dual-client.primary.response-timeout is PT0S: write a time between 1ms and 24d"),
                mistake(
                        whole -> whole.secondary(secondary -> secondary.maxConnections(0)),
                        "dual-client.secondary.max-connections is 0: write 1 or more"),
                mistake(
                        whole -> whole.primary(primary -> primary.unprocessedStatuses(Set.of(200))),
                        "dual-client.primary.unprocessed-statuses has 200: write statuses from 400 to 599"),
                mistake(
                        whole -> whole.callTimeout(Duration.ZERO),
                        "call-timeout is PT0S; use a duration longer than zero"),
                mistake(
                        whole -> whole.circuitBreaker(guard -> guard.withFailureRate(0)),
                        "circuit-breaker.failure-rate is 0.0: write a percentage from 1 to 100"),
                mistake(
                        whole -> whole.custody(custody -> custody.withMaxEntries(0)),
                        "custody.max-entries is 0; use 1 or more"));
    }

    @ParameterizedTest
    @MethodSource({"whatIsMissing", "whatContradicts", "whatCannotHold"})
    @Scenario("E1")
    void whatCannotBeMeantIsRefusedAtStart(UnaryOperator<DualAuthleteApiBuilder> made, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> made.apply(whole()).build().close())
                .withMessage(message)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain(SECRET, "key:secret", "pw"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        auth-introspect   | SECONDARY_FIRST | dual-client.operations.auth-introspect names no operation: write an id of the table in docs/routing.md, auth-introspection say
        vci-nonce         | SECONDARY_FIRST | dual-client.operations.vci-nonce.route is secondary-first, but Authlete 3.0 alone has the operation: write primary-only, or leave the rule out
        auth-revocation   | SECONDARY_ONLY  | dual-client.operations.auth-revocation.route is secondary-only, but what one backend alone took away could come back to life: write both, or auth-revocation into dual-client.allow-unsafe-rules
        grant-management  | PRIMARY_FIRST   | dual-client.operations.grant-management.route is primary-first, but what one backend alone took away could come back to life: write both, or leave the rule out
        auth-token        | BOTH            | dual-client.operations.auth-token.route is both, but asking both whatever the first says would do it twice: write primary-first, or auth-token into dual-client.allow-unsafe-rules
        auth-introspection | MERGED         | dual-client.operations.auth-introspection.route is merged, but its answers are no lists that could be united: write primary-first, or leave the rule out
        """)
    @Scenario("E1")
    void aRuleThatCannotHoldIsRefusedAtStart(String operation, Route route, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        whole().rule(operation, rule -> rule.withRoute(route)).build())
                .withMessage(message);
    }

    @Test
    @Scenario("E1")
    void aShortCustodyKeyIsRefused() {
        try (CustodyStore store = new MemoryStore(1000, Time.system())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> whole().custodyStore(store, "short".getBytes(StandardCharsets.UTF_8)))
                    .withMessage(
                            "custody.keys: a key of 5 bytes is too short; use at least 32, from `openssl rand -base64 32`");
        }
    }

    @Test
    @Scenario("E1")
    void whatHoldsIsAccepted() {
        try (DualAuthleteApi api = whole().build()) {
            assertThat(api.dualClient().states()).hasSize(2);
        }
    }
}
