package dev.dualclient.kits.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.dualclient.kits.Application;
import dev.dualclient.kits.Application.Answer;
import dev.dualclient.kits.LocalServer.Fault;
import dev.dualclient.kits.LogRecorder;
import dev.dualclient.kits.MutableClock;
import dev.dualclient.kits.TestIssuer;
import dev.dualclient.scenario.Scenario;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider whose tokens are JWTs, and one whose tokens are opaque and which ends. */
class ProvidersTest {

    private static final Instant UNTIL = Instant.parse("2099-03-01T00:00:00Z");

    private static TestIssuer fresh;
    private static TestIssuer old;
    private static Application application;

    static Map<String, Object> properties(TestIssuer fresh, TestIssuer old) {
        Map<String, Object> properties = new HashMap<>(onlyNew(fresh));
        String here = "dual-client.kits.providers.by-name.old-idp.";
        properties.put("dual-client.kits.providers.order", "new-idp,old-idp");
        properties.put(here + "opaque.introspection-uri", old.url() + "/introspect");
        properties.put(here + "opaque.client-id", TestIssuer.CLIENT);
        properties.put(here + "opaque.client-secret", TestIssuer.SECRET);
        properties.put(here + "until", UNTIL);
        properties.put(here + "deprecated-since", "2026-01-01T00:00:00Z");
        return properties;
    }

    private static Map<String, Object> onlyNew(TestIssuer fresh) {
        return Map.of(
                "dual-client.kits.providers.order", "new-idp",
                "dual-client.kits.providers.by-name.new-idp.jwt.issuer", fresh.url(),
                "dual-client.kits.providers.by-name.new-idp.jwt.audiences", "api",
                "dual-client.kits.providers.permit", "/public,/public/nothing-there",
                "dual-client.kits.providers.timeout", "2s",
                "dual-client.kits.providers.identity-header.strip", "X-User-Roles");
    }

    @BeforeAll
    static void start() {
        fresh = new TestIssuer();
        old = new TestIssuer();
        application = Application.start(properties(fresh, old), Service.class);
    }

    @AfterAll
    static void stop() {
        application.close();
        fresh.close();
        old.close();
    }

    @BeforeEach
    void reset() {
        fresh.suffers(Fault.NONE);
        old.suffers(Fault.NONE);
        application.context().getBean(MutableClock.class).set(Instant.now());
        fresh.asked().clear();
        old.asked().clear();
        seen().clear();
    }

    private static List<List<String>> seen() {
        return application.context().getBean(Service.Endpoint.class).seen;
    }

    private static Answer call(String token, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Authorization: Bearer " + token);
        return application.get("/api", all.toArray(String[]::new));
    }

    @Test
    @Scenario("V1")
    void theHeaderNamesTheUserOfATokenOfTheNewProvider() {
        Answer answer = call(fresh.jwt("alice"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(seen()).containsExactly(List.of("alice"));
        assertThat(answer.header("Sunset") + answer.header("Deprecation")).isEmpty();
        assertThat(old.asked()).isEmpty();
    }

    @Test
    @Scenario("V2")
    void aTokenOfTheOldProviderIsAcceptedAndAnnouncedAsEnding() {
        Answer answer = call(old.opaque("bob"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(seen()).containsExactly(List.of("bob"));
        assertThat(answer.header("Sunset")).isEqualTo("Sun, 1 Mar 2099 00:00:00 GMT");
        assertThat(answer.header("Deprecation")).isEqualTo("@1767225600");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Nothing: 1",
                "Authorization:",
                "Authorization: Bearer",
                "Authorization: Bearer ",
                "Authorization: Bearer a b",
                "Authorization: Bearer {}",
                "Authorization: Basic YTpi",
                "Authorization: $"
            })
    @Scenario("V3")
    void withoutOneWellFormedTokenNobodyIsCalled(String header) {
        Answer answer = application.get("/api", header);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(seen()).isEmpty();
        assertThat(old.asked()).isEmpty();
    }

    @Test
    @Scenario("V3")
    void twoAuthorizationHeadersAreRefused() {
        Answer answer = call(fresh.jwt("alice"), "authorization: Bearer " + fresh.jwt("bob"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(seen()).isEmpty();
    }

    @Test
    @Scenario("V4")
    void aTokenOfNeitherIsRefusedAfterOneQuestion() {
        Answer answer = call("opaque-of-nobody");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(old.asked()).containsExactly("/introspect");
        assertThat(fresh.asked()).isEmpty();
        assertThat(seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-User-Id: mallory",
                "x-USER-id: mallory",
                "X_User_Id: mallory",
                "X-User_Id: mallory",
                "X.User.Id: mallory",
                "X-User-Roles: admin",
                "x_user_roles: admin"
            })
    @Scenario("V5")
    void aForgedIdentityHeaderIsNeverSeen(String forged) {
        call(fresh.jwt("alice"), forged, forged);
        application.get("/public", forged, forged);
        application.get("/public", forged, "Authorization: Bearer " + fresh.jwt("alice"));

        assertThat(seen()).containsExactly(List.of("alice"), List.of(), List.of());
        assertThat(application.get("/api", forged).status()).isEqualTo(401);
    }

    @Test
    void anErrorOnAPathThatNeedsNoTokenIsNotAMissingToken() {
        assertThat(application.get("/public/nothing-there").status()).isEqualTo(404);
        assertThat(application.get("/error").status()).isEqualTo(401);
        assertThat(seen()).isEmpty();
    }

    @Test
    @Scenario("V5")
    void aForgedHeaderIsRemovedAlsoFromWhatFollowsTheBody() {
        String chunked = "1\r\na\r\n0\r\nX-User-Id: mallory\r\nX-User: kept\r\n\r\n";

        Answer answer = application.send(
                "POST",
                "/api",
                chunked,
                "Authorization: Bearer " + fresh.jwt("alice"),
                "Transfer-Encoding: chunked",
                "Trailer: X-User-Id, X-User");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(seen()).containsExactly(List.of("alice", "kept"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HANG", "DRIP", "ERROR", "GARBAGE"})
    @Scenario("V8")
    void anOutageOfTheOldProviderDoesNotConcernTheNewOne(Fault fault) {
        old.suffers(fault);

        assertThat(call(fresh.jwt("alice")).status()).isEqualTo(200);
        assertThat(old.asked()).isEmpty();
    }

    @Test
    @Scenario("V9")
    void aJwtThatIsWrongIsRefusedWithoutAskingAnybody() {
        assertThat(call(fresh.jwt("alice")).status()).isEqualTo(200);
        fresh.asked().clear();
        seen().clear();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(fresh.url())
                .subject("alice")
                .audience("api")
                .build();

        assertThat(call(new PlainJWT(claims).serialize()).status()).isEqualTo(401);
        assertThat(call(fresh.jwt(fresh.key(), c -> c.subject("alice").audience("other")))
                        .status())
                .isEqualTo(401);
        assertThat(call(fresh.jwt(fresh.key(), c -> c.subject("alice").issuer("https://nobody.example")))
                        .status())
                .isEqualTo(401);
        assertThat(call(fresh.jwt(fresh.key(), c -> c.subject("alice").issuer(old.url())))
                        .status())
                .isEqualTo(401);
        assertThat(call(fresh.jwt(old.key(), c -> c.subject("alice"))).status()).isEqualTo(401);
        assertThat(call(fresh.jwt(fresh.key(), c -> c.subject("alice").expirationTime(new java.util.Date(0))))
                        .status())
                .isEqualTo(401);
        assertThat(call(fresh.jwt(fresh.key(), c -> c.subject("alice").claim("cnf", Map.of("jkt", "x"))))
                        .status())
                .isEqualTo(401);
        assertThat(old.asked()).isEmpty();
        assertThat(fresh.asked()).doesNotContain("/introspect");
        assertThat(seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin ", "a\\r\\nb", "", "jürgen"})
    void aUserWhomNoHeaderCanHoldIsRefused(String subject) {
        Answer answer = call(fresh.jwt(subject.replace("\\r", "\r").replace("\\n", "\n")));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(seen()).isEmpty();
    }

    @Test
    @Scenario("V10")
    void aProviderEndsAtItsMoment() {
        MutableClock clock = application.context().getBean(MutableClock.class);
        String token = old.opaque("bob");

        clock.set(UNTIL.minusSeconds(1));
        assertThat(call(token).status()).isEqualTo(200);
        clock.set(UNTIL);
        old.asked().clear();
        Answer over = call(token);

        assertThat(over.status()).isEqualTo(401);
        assertThat(over.header("WWW-Authenticate")).contains("no longer accepted");
        assertThat(old.asked()).isEmpty();
    }

    @Test
    @Scenario("V12")
    void withoutTheOldProviderAnswersAreTheSame() {
        String token = fresh.jwt("alice");
        try (Application alone = Application.start(onlyNew(fresh), Service.class)) {
            String bearer = "Authorization: Bearer " + token;

            assertThat(alone.get("/api", bearer).timeless())
                    .isEqualTo(application.get("/api", bearer).timeless());
            assertThat(alone.get("/api").timeless())
                    .isEqualTo(application.get("/api").timeless());
        }
    }

    @Test
    @Scenario("V13")
    void thePrincipalCarriesItsProvider() {
        assertThat(call(fresh.jwt("carol")).body()).endsWith("new-idp:carol");
        assertThat(call(old.opaque("carol")).body()).endsWith("old-idp:carol");
    }

    @Test
    @Scenario("V15")
    void aProviderThatNobodyHasUsedForThirtyDaysCanBeRemoved() {
        MutableClock clock = application.context().getBean(MutableClock.class);
        ProvidersReadiness readiness = application.context().getBean(ProvidersReadiness.class);
        Instant last = Instant.now().plus(Duration.ofDays(1));
        clock.set(last);
        call(old.opaque("dora"));

        assertThat(readiness.report().get("old-idp"))
                .contains("user", "last " + last)
                .doesNotContain("removed");

        clock.set(last.plus(Duration.ofDays(30)));
        assertThat(readiness.report().get("old-idp"))
                .isEqualTo("0 users in 30 days, last " + last + ", can be removed");
    }

    @Test
    @Scenario("V16")
    void noTokenIsInALogAMeterOrAnError() {
        String jwt = fresh.jwt("erin");
        String forged = fresh.jwt(old.key(), claims -> claims.subject("erin"));
        String opaque = old.opaque("frank");
        List<String> shown = new ArrayList<>();
        try (LogRecorder log = new LogRecorder()) {
            for (String token : List.of(jwt, forged, opaque, "opaque-unknown-token")) {
                shown.add(call(token).text());
            }
            old.suffers(Fault.GARBAGE);
            shown.add(call(opaque).text());
            old.suffers(Fault.ERROR);
            shown.add(call(opaque).text());
            assertThat(log.lines()).anyMatch(line -> line.contains("dev.dualclient.kits"));
            shown.addAll(log.lines());
        }
        application.context().getBean(MeterRegistry.class).getMeters().forEach(meter -> shown.add(meter.getId() + ""));

        assertThat(shown).anyMatch(line -> line.contains("dualclient.providers"));
        for (String token : List.of(jwt, forged, opaque, "opaque-unknown-token", TestIssuer.SECRET)) {
            String signature = token.substring(token.lastIndexOf('.') + 1);
            assertThat(shown).noneMatch(line -> line.contains(signature));
        }
    }
}
