package dev.dualclient.kits.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.dualclient.kits.Application;
import dev.dualclient.kits.Application.Answer;
import dev.dualclient.kits.LocalServer.Fault;
import dev.dualclient.kits.MutableClock;
import dev.dualclient.kits.TestIssuer;
import dev.dualclient.scenario.Scenario;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whatever requests come, nobody without an accepted token reaches the service, and nobody under another's name. */
class RandomRequestsTest {

    private static final List<String> PATHS = List.of(
            "/api",
            "/api/",
            "/api/x",
            "/public",
            "/public/..",
            "/public/../api",
            "/public;/api",
            "//public",
            "/PUBLIC",
            "/public%2f..%2fapi",
            "/api/%2e%2e/public");

    private final long seed = Long.getLong("kits.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final Map<String, String> users = new HashMap<>();
    private final List<String> valid = new ArrayList<>();
    private final List<String> invalid = new ArrayList<>();
    private int reached;

    /** What went through to the service. */
    private record Call(String path, String user) {}

    @Configuration(proxyBeanMethods = false)
    static class Everything {

        @Bean
        MutableClock clock() {
            return new MutableClock();
        }

        /** Answers on every path. */
        @RestController
        static class Endpoint {

            final List<Call> calls = new CopyOnWriteArrayList<>();

            @RequestMapping("/**")
            void call(HttpServletRequest request) {
                List<String> told = new ArrayList<>();
                for (String name : Collections.list(request.getHeaderNames())) {
                    if (name.toLowerCase(Locale.ROOT).matches("x.user.*")) {
                        told.addAll(Collections.list(request.getHeaders(name)));
                    }
                }
                calls.add(new Call(request.getRequestURI(), String.join(",", told)));
            }
        }
    }

    @Test
    @Scenario("V14")
    void nobodyWithoutAnAcceptedTokenReachesTheService() {
        play(1_000);
    }

    @Test
    @Tag("apart")
    @Scenario("V14")
    void nobodyWithoutAnAcceptedTokenReachesTheServiceInTenThousandRequests() {
        play(10_000);
    }

    private void play(int requests) {
        try (TestIssuer fresh = new TestIssuer();
                TestIssuer old = new TestIssuer();
                Application application = Application.start(ProvidersTest.properties(fresh, old), Everything.class)) {
            makeTokens(fresh, old);
            Everything.Endpoint service = application.context().getBean(Everything.Endpoint.class);
            for (int i = 0; i < requests; i++) {
                if (i == requests * 9 / 10) {
                    old.suffers(Fault.ERROR);
                    valid.removeIf(token -> token.startsWith("opaque"));
                }
                service.calls.clear();
                check(application, service);
            }
        }
        assertThat(reached).as("seed %d", seed).isGreaterThan(requests / 200);
    }

    private void makeTokens(TestIssuer fresh, TestIssuer old) {
        for (String user : List.of("alice", "bob", "carol")) {
            for (String token : List.of(fresh.jwt(user), old.opaque(user))) {
                users.put(token, user);
                valid.add(token);
            }
        }
        String revoked = old.opaque("mallory");
        old.revoke(revoked);
        String jwt = valid.get(0);
        invalid.addAll(List.of(
                "",
                "opaque-never-issued",
                revoked,
                jwt.substring(0, jwt.length() - 4) + "AAAA",
                jwt.substring(0, jwt.lastIndexOf('.') + 1),
                fresh.jwt(old.key(), claims -> claims.subject("mallory")),
                fresh.jwt(fresh.key(), claims -> claims.subject("mallory").audience("other")),
                fresh.jwt(fresh.key(), claims -> claims.subject("mallory").issuer("https://nobody.example")),
                fresh.jwt(fresh.key(), claims -> claims.subject(null)),
                new PlainJWT(new JWTClaimsSet.Builder()
                                .issuer(fresh.url())
                                .subject("mallory")
                                .audience("api")
                                .build())
                        .serialize()));
    }

    private void check(Application application, Everything.Endpoint service) {
        List<String> authorizations = new ArrayList<>();
        for (int i = of(List.of(0, 1, 1, 1, 1, 2)); i > 0; i--) {
            authorizations.add(authorization());
        }
        String query = random.nextInt(4) == 0 ? "?access_token=" + of(valid) : "";
        String path = of(PATHS);
        String method = of(List.of("GET", "POST", "OPTIONS", "HEAD"));
        Answer answer = application.send(method, path + query, "", headers(authorizations));

        if (service.calls.isEmpty()) {
            assertThat(answer.status())
                    .as("seed %d, %s %s", seed, method, path)
                    .isGreaterThanOrEqualTo(method.equals("OPTIONS") ? 200 : 400);
            return;
        }
        assertThat(service.calls).as("seed %d, %s", seed, path).hasSize(1);
        Call call = service.calls.get(0);
        if (path.equals("/public")) {
            assertThat(call.user()).as("seed %d", seed).isEmpty();
            return;
        }
        assertThat(authorizations).as("seed %d, %s", seed, call).hasSize(1);
        String token = authorizations.get(0).substring("Bearer ".length()).strip();
        assertThat(valid).as("seed %d, %s", seed, call).contains(token);
        assertThat(call.user()).as("seed %d", seed).isEqualTo(users.get(token));
        reached++;
    }

    private String[] headers(List<String> authorizations) {
        List<String> headers = new ArrayList<>();
        authorizations.forEach(value -> headers.add("Authorization: " + value));
        for (int i = random.nextInt(3); i > 0; i--) {
            headers.add(of(List.of("X-User-Id", "x-user-id", "X_USER_ID", "X-User_Id", "X-User-Roles")) + ": mallory");
        }
        Collections.shuffle(headers, random);
        return headers.toArray(String[]::new);
    }

    private String authorization() {
        String token = of(random.nextInt(3) == 0 ? valid : invalid);
        return of(List.of("Bearer ", "Bearer ", "Bearer ", "bearer ", "Basic ", "DPoP ", "", "Bearer  "))
                + token
                + of(List.of("", "", "", " ", ",", " x"));
    }

    private <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
