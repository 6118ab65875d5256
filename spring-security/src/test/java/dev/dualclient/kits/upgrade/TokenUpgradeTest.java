package dev.dualclient.kits.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.dualclient.kits.Application;
import dev.dualclient.kits.Application.Answer;
import dev.dualclient.kits.KitSettingsException;
import dev.dualclient.kits.LocalServer.Fault;
import dev.dualclient.kits.LogRecorder;
import dev.dualclient.kits.MutableClock;
import dev.dualclient.scenario.Scenario;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mapper is behind HTTP, and new tokens are JWTs. */
class TokenUpgradeTest {

    private static final String TEMPORARY = "TemporaryAuthorization";
    private static final Mapper MAPPER = new Mapper();

    private static Application application;

    static Application start(Mapper mapper, Map<String, ?> more, Class<?>... beans) {
        String here = "dual-client.kits.token-upgrade.";
        Map<String, Object> properties = new HashMap<>();
        properties.put(here + "paths", "/api/generic/**");
        properties.put(here + "timeout", "1m");
        properties.put(here + "map-token-endpoint", mapper.url() + "/map");
        properties.put(here + "minter.jwt.issuer", "https://gateway.example");
        properties.put(here + "minter.jwt.audiences", "services");
        more.forEach((name, value) -> properties.put(name.startsWith("spring") ? name : here + name, value));
        List<Class<?>> sources = new ArrayList<>(List.of(beans));
        sources.add(Downstream.class);
        return Application.start(properties, sources.toArray(Class<?>[]::new));
    }

    @BeforeAll
    static void startOne() {
        application = start(MAPPER, Map.of("mode", "add"));
    }

    @AfterAll
    static void stop() {
        application.close();
        MAPPER.close();
    }

    @BeforeEach
    void reset() {
        MAPPER.suffers(Fault.NONE);
        MAPPER.asked().clear();
        service(application).seen.clear();
        service(application).status = 200;
        application.context().getBean(MutableClock.class).set(Instant.now());
        mode(UpgradeMode.ADD);
    }

    private static void mode(UpgradeMode mode) {
        application.context().getBean(UpgradeSwitch.class).change(mode, true);
    }

    static Downstream.Service service(Application application) {
        return application.context().getBean(Downstream.Service.class);
    }

    private static Downstream.Seen seen() {
        List<Downstream.Seen> seen = service(application).seen;
        assertThat(seen).hasSize(1);
        return seen.remove(0);
    }

    private static Answer call(String... headers) {
        return application.get("/api/generic/things?q=1", headers);
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    private static JWTClaimsSet claims(String header) throws Exception {
        SignedJWT jwt = SignedJWT.parse(header.replace("Bearer ", ""));
        assertThat(jwt.verify(new ECDSAVerifier(Downstream.KEY.toECPublicKey())))
                .isTrue();
        return jwt.getJWTClaimsSet();
    }

    @Test
    @Scenario("T1")
    void transparentChangesNothing() {
        mode(UpgradeMode.TRANSPARENT);
        String token = MAPPER.issue("alice");

        Answer answer = application.send(
                "POST",
                "/api/generic/a%20b?x=%2F&x=2",
                "{\"n\":1}",
                bearer(token),
                TEMPORARY + ": mine",
                "X-Two: 1",
                "X-Two: 2",
                "Cookie: a=1; b=2",
                "Content-Type: application/json");

        assertThat(answer.status()).isEqualTo(200);
        Downstream.Seen seen = seen();
        assertThat(seen.method()).isEqualTo("POST");
        assertThat(seen.uri()).isEqualTo("/api/generic/a%20b?x=%2F&x=2");
        assertThat(seen.body()).isEqualTo("{\"n\":1}");
        assertThat(seen.headers())
                .isEqualTo(Map.of(
                        "host", List.of("localhost"),
                        "authorization", List.of("Bearer " + token),
                        "temporaryauthorization", List.of("mine"),
                        "x-two", List.of("1", "2"),
                        "cookie", List.of("a=1; b=2"),
                        "content-type", List.of("application/json"),
                        "content-length", List.of("7"),
                        "connection", List.of("close")));
        assertThat(MAPPER.asked()).isEmpty();
    }

    @Test
    @Scenario("T2")
    void addBringsTheNewTokenBesideTheOldOne() throws Exception {
        String token = MAPPER.issue("alice");

        call(bearer(token));

        Downstream.Seen seen = seen();
        assertThat(seen.header("Authorization")).containsExactly("Bearer " + token);
        assertThat(seen.header(TEMPORARY)).hasSize(1);
        JWTClaimsSet claims = claims(seen.header(TEMPORARY).get(0));
        assertThat(claims.getSubject()).isEqualTo("alice");
        assertThat(claims.getIssuer()).isEqualTo("https://gateway.example");
        assertThat(claims.getAudience()).containsExactly("services");
        assertThat(claims.getStringClaim("scope")).isEqualTo("email");
        assertThat(claims.getStringClaim("tenant")).isEqualTo("t1");
    }

    @Test
    @Scenario("T3")
    void overrideAndOnlyNewReplaceTheOldToken() throws Exception {
        String token = MAPPER.issue("alice");

        mode(UpgradeMode.OVERRIDE);
        call(bearer(token));
        Downstream.Seen both = seen();
        mode(UpgradeMode.ONLY_NEW);
        call(bearer(token), TEMPORARY + ": mine");
        Downstream.Seen one = seen();

        assertThat(both.header(TEMPORARY)).isEqualTo(both.header("Authorization"));
        assertThat(claims(both.header("Authorization").get(0)).getSubject()).isEqualTo("alice");
        assertThat(one.header(TEMPORARY)).isEmpty();
        assertThat(one.header("Authorization")).isEqualTo(both.header("Authorization"));
    }

    @Test
    @Scenario("T4")
    void noRequestIsWithoutAUsableTokenWhileTheModeChanges() throws Exception {
        String token = MAPPER.issue("alice");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> calls = new ArrayList<>();
            for (UpgradeMode mode :
                    List.of(UpgradeMode.TRANSPARENT, UpgradeMode.ADD, UpgradeMode.OVERRIDE, UpgradeMode.ONLY_NEW)) {
                for (int i = 0; i < 20; i++) {
                    calls.add(threads.submit(() -> call(bearer(token)).status()));
                }
                mode(mode);
            }
            for (Future<Integer> call : calls) {
                assertThat(call.get()).isEqualTo(200);
            }
        } finally {
            threads.shutdownNow();
        }
        for (Downstream.Seen seen : service(application).seen) {
            String authorization = seen.header("Authorization").get(0);
            if (!authorization.equals("Bearer " + token)) {
                assertThat(claims(authorization).getSubject()).isEqualTo("alice");
            }
        }
        assertThat(service(application).seen).hasSize(80);
    }

    @Test
    @Scenario("T5")
    void aModeThatBreaksServicesHasToBeConfirmed() {
        UpgradeSwitch modes = application.context().getBean(UpgradeSwitch.class);

        for (UpgradeMode mode : List.of(UpgradeMode.OVERRIDE, UpgradeMode.ONLY_NEW)) {
            assertThatThrownBy(() -> modes.change(mode, false))
                    .isInstanceOf(KitSettingsException.class)
                    .hasMessageContaining("not backward compatible")
                    .hasMessageContaining("then set confirm: true");
        }
        assertThat(modes.mode()).isEqualTo(UpgradeMode.ADD);
        assertThatThrownBy(() -> start(MAPPER, Map.of("mode", "override")))
                .rootCause()
                .isInstanceOf(KitSettingsException.class)
                .hasMessageContaining("mode is override, which is not backward compatible");
    }

    @ParameterizedTest
    @EnumSource(
            value = UpgradeMode.class,
            names = {"ADD", "OVERRIDE", "ONLY_NEW"})
    @Scenario("T6")
    void whatIsNotMineOrUnmappedPassesAndWhatIsInvalidIsRefused(UpgradeMode mode) {
        mode(mode);

        for (String header : List.of(bearer("foreign"), bearer(MAPPER.issueUnmapped()), "Authorization: Basic YTpi")) {
            assertThat(call(header).status()).isEqualTo(200);
            Downstream.Seen seen = seen();
            assertThat("Authorization: " + seen.header("Authorization").get(0)).isEqualTo(header);
            assertThat(seen.header(TEMPORARY)).isEmpty();
        }
        assertThat(call(bearer("legacy-forged")).status()).isEqualTo(401);
        assertThat(call(bearer(MAPPER.issue("alice")), bearer(MAPPER.issue("bob")))
                        .status())
                .isEqualTo(401);
        assertThat(service(application).seen).isEmpty();
    }

    @Test
    @Scenario("T6")
    void whatIsUnmappedMayBeRefused() {
        try (Application strict = start(MAPPER, Map.of("mode", "add", "on-unmapped", "refuse"))) {
            assertThat(strict.get("/api/generic/x", bearer(MAPPER.issueUnmapped()))
                            .status())
                    .isEqualTo(401);
            assertThat(service(strict).seen).isEmpty();
            assertThat(strict.get("/api/generic/x", bearer("foreign")).status()).isEqualTo(200);
            assertThat(strict.get("/api/generic/x", bearer(MAPPER.issue("alice")))
                            .status())
                    .isEqualTo(200);
            assertThat(service(strict).seen).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TemporaryAuthorization", "temporaryauthorization", "TEMPORARYAUTHORIZATION"})
    @Scenario("T7")
    void aCallersOwnNewTokenIsRemoved(String name) {
        String forged = name + ": Bearer forged";

        call(forged);
        assertThat(seen().header(TEMPORARY)).isEmpty();
        call(forged, forged, bearer("foreign"));
        assertThat(seen().header(TEMPORARY)).isEmpty();
        call(forged, forged, bearer(MAPPER.issue("alice")));
        assertThat(seen().header(TEMPORARY)).hasSize(1).noneMatch(value -> value.contains("forged"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HANG", "DRIP", "ERROR", "GARBAGE"})
    @Scenario("T8")
    void aMapperThatGivesNoAnswerStopsOnlyWhatNeedsIt(Fault fault) {
        try (Mapper mapper = new Mapper();
                Application hurried = start(mapper, Map.of("mode", "add", "timeout", "200ms"))) {
            String token = mapper.issue("alice");
            mapper.suffers(fault);

            assertThat(hurried.get("/api/generic/x", bearer(token)).status()).isEqualTo(200);
            assertThat(service(hurried).seen.remove(0).header(TEMPORARY)).isEmpty();
            for (UpgradeMode mode : List.of(UpgradeMode.OVERRIDE, UpgradeMode.ONLY_NEW)) {
                hurried.context().getBean(UpgradeSwitch.class).change(mode, true);
                Answer answer = hurried.get("/api/generic/x", bearer(token));
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isNotEmpty();
            }
            assertThat(service(hurried).seen).isEmpty();
        }
    }

    @Test
    @Scenario("T9")
    void aHundredRequestsAtOnceGetOneNewToken() throws Exception {
        AtomicInteger mints =
                application.context().getBean(Downstream.CountingEncoder.class).mints();
        mints.set(0);
        String token = MAPPER.issue("alice");
        ExecutorService threads = Executors.newFixedThreadPool(100);
        try {
            List<Future<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                calls.add(threads.submit(() -> call(bearer(token)).status()));
            }
            for (Future<Integer> call : calls) {
                assertThat(call.get()).isEqualTo(200);
            }
        } finally {
            threads.shutdownNow();
        }
        Set<String> minted = new HashSet<>();
        service(application).seen.forEach(seen -> minted.addAll(seen.header(TEMPORARY)));
        assertThat(service(application).seen).hasSize(100);
        assertThat(minted).hasSize(1);
        assertThat(mints).hasValue(1);
    }

    @Test
    @Scenario("T10")
    void aNewTokenNeverOutlivesTheOldOne() throws Exception {
        Instant now = application.context().getBean(MutableClock.class).instant();
        Instant soon = now.plusSeconds(10);

        call(bearer(MAPPER.issue("alice", soon)));
        assertThat(claims(seen().header(TEMPORARY).get(0)).getExpirationTime().toInstant())
                .isBetween(now.plusSeconds(5), soon);
        call(bearer(MAPPER.issue("alice", now.plusSeconds(9000))));
        assertThat(claims(seen().header(TEMPORARY).get(0)).getExpirationTime().toInstant())
                .isBefore(now.plusSeconds(301));
        assertThat(call(bearer(MAPPER.issue("alice", now.minusSeconds(1)))).status())
                .isEqualTo(401);
        assertThat(service(application).seen).isEmpty();
    }

    @Test
    @Scenario("T11")
    void theOldTokenMayComeInACookie() throws Exception {
        try (Application cookies = start(MAPPER, Map.of("mode", "add", "from.cookie", "session"))) {
            String token = MAPPER.issue("alice");
            String cookie = "Cookie: a=1; session=" + token + "; b=2";

            cookies.get("/api/generic/x", cookie);
            Downstream.Seen added = service(cookies).seen.remove(0);
            cookies.context().getBean(UpgradeSwitch.class).change(UpgradeMode.ONLY_NEW, true);
            cookies.get("/api/generic/x", cookie);
            Downstream.Seen replaced = service(cookies).seen.remove(0);

            assertThat(added.header("Cookie")).containsExactly("a=1; session=" + token + "; b=2");
            assertThat(claims(added.header(TEMPORARY).get(0)).getSubject()).isEqualTo("alice");
            assertThat(replaced.header("Cookie")).containsExactly("a=1; b=2");
            assertThat(replaced.cookies()).containsExactly("a=1", "b=2");
            assertThat(claims(replaced.header("Authorization").get(0)).getSubject())
                    .isEqualTo("alice");
        }
    }

    @Test
    @Scenario("T12")
    void aPathThatIsNotListedIsUntouched() {
        application.get("/api/other", bearer(MAPPER.issue("alice")), TEMPORARY + ": mine");

        assertThat(seen().header(TEMPORARY)).containsExactly("mine");
        assertThat(MAPPER.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sub\":\"admin\"}",
                "{\"iss\":\"https://other.example\"}",
                "{\"cnf\":{\"jkt\":\"x\"}}",
                "{\"scope\":\"admin\"}",
                "{\"original\":\"%s\"}",
                "{\"deep\":{\"inside\":[\"%s\"]}}"
            })
    @Scenario({"T13", "T16"})
    void aMapperMaySetNoReservedClaimAndNotTheOldToken(String claims) {
        String token = MAPPER.issueWithClaims(claims);
        call(bearer(token));
        call(bearer(token));
        assertThat(service(application).seen)
                .hasSize(2)
                .allSatisfy(seen -> assertThat(seen.header(TEMPORARY)).isEmpty());

        mode(UpgradeMode.OVERRIDE);
        assertThat(call(bearer(token)).status()).isEqualTo(503);
    }

    @Test
    @Scenario("T13")
    void theLogTellsOnceOfAReservedClaim() {
        String token = MAPPER.issueWithClaims("{\"act\":{\"sub\":\"admin\"}}");
        try (LogRecorder log = new LogRecorder()) {
            call(bearer(token));
            call(bearer(token));
            assertThat(log.lines().stream().filter(line -> line.contains("the mapper sets [act]")))
                    .hasSize(1);
        }
    }

    @Test
    @Scenario("T14")
    void nothingIsMintedForARevokedToken() throws Exception {
        String token = MAPPER.issue("alice");
        call(bearer(token));
        seen();
        MAPPER.rename(token, "alice2");
        call(bearer(token));
        assertThat(claims(seen().header(TEMPORARY).get(0)).getSubject()).isEqualTo("alice2");
        MAPPER.revoke(token);
        assertThat(call(bearer(token)).status()).isEqualTo(401);

        try (Application cached = start(MAPPER, Map.of("mode", "add", "check", "cached", "max-life", "100s"))) {
            String other = MAPPER.issue("bob");
            MutableClock clock = cached.context().getBean(MutableClock.class);
            assertThat(cached.get("/api/generic/x", bearer(other)).status()).isEqualTo(200);
            MAPPER.revoke(other);
            MAPPER.asked().clear();

            assertThat(cached.get("/api/generic/x", bearer(other)).status()).isEqualTo(200);
            assertThat(MAPPER.asked()).isEmpty();
            clock.advance(java.time.Duration.ofSeconds(91));
            assertThat(cached.get("/api/generic/x", bearer(other)).status()).isEqualTo(401);
        }
    }

    @Test
    void aServiceThatRefusesTheNewTokenGetsAnotherOne() {
        String token = MAPPER.issue("alice");
        service(application).status = 401;
        call(bearer(token));
        service(application).status = 200;
        call(bearer(token));

        List<Downstream.Seen> seen = service(application).seen;
        assertThat(seen.get(0).header(TEMPORARY)).isNotEqualTo(seen.get(1).header(TEMPORARY));
    }

    @Test
    @Scenario("T16")
    void noTokenIsInALogAMeterOrAnError() {
        String token = MAPPER.issue("alice");
        List<String> shown = new ArrayList<>();
        try (LogRecorder log = new LogRecorder()) {
            for (UpgradeMode mode : UpgradeMode.values()) {
                mode(mode);
                shown.add(call(bearer(token)).text());
                shown.add(call(bearer("legacy-forged-token")).text());
            }
            MAPPER.suffers(Fault.ERROR);
            shown.add(call(bearer(token)).text());
            assertThat(log.lines()).anyMatch(line -> line.contains("dev.dualclient.kits"));
            shown.addAll(log.lines());
        }
        application.context().getBean(MeterRegistry.class).getMeters().forEach(meter -> shown.add(meter.getId() + ""));

        List<String> secrets = new ArrayList<>(List.of(token, "legacy-forged-token"));
        service(application)
                .seen
                .forEach(seen -> seen.header(TEMPORARY).forEach(fresh -> secrets.add(fresh.substring(7))));
        assertThat(secrets).hasSizeGreaterThan(2);
        assertThat(shown).anyMatch(line -> line.contains("dualclient.token.upgrade"));
        secrets.forEach(secret -> assertThat(shown).noneMatch(line -> line.contains(secret)));
    }
}
