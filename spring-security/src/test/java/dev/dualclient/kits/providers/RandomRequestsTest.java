package dev.dualclient.kits.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.dualclient.kits.Application;
import dev.dualclient.kits.LocalServer.Fault;
import dev.dualclient.kits.TestIssuer;
import dev.dualclient.scenario.Scenario;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Whatever requests come, nobody without an accepted token reaches the service, and nobody under another's name. */
class RandomRequestsTest {

    private static final List<String> PATHS =
            List.of("/api", "/api/", "/api/x", "/public", "/public/..", "/public;/api", "//public", "/PUBLIC", "/api/%2e%2e/public");

    private final long seed = Long.getLong("kits.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final Map<String, String> users = new HashMap<>();
    private final List<String> valid = new ArrayList<>();
    private final List<String> invalid = new ArrayList<>();
    private int reached;

    /** A request that went through to the service. */
    private static final class Service implements FilterChain {

        private @Nullable HttpServletRequest received;

        @Override
        public void doFilter(jakarta.servlet.ServletRequest request, jakarta.servlet.ServletResponse response) {
            received = (HttpServletRequest) request;
        }
    }

    @Test
    @Scenario("V14")
    void nobodyWithoutAnAcceptedTokenReachesTheService() throws Exception {
        play(1_000);
    }

    @Test
    @Tag("apart")
    @Scenario("V14")
    void nobodyWithoutAnAcceptedTokenReachesTheServiceInTenThousandRequests() throws Exception {
        play(10_000);
    }

    private void play(int requests) throws Exception {
        try (TestIssuer fresh = new TestIssuer();
                TestIssuer old = new TestIssuer();
                Application application =
                        Application.start(ProvidersTest.properties(fresh, old), dev.dualclient.kits.providers.Service.class)) {
            makeTokens(fresh, old);
            Filter reserved = application
                    .context()
                    .getBean("dualClientReservedHeadersFilter", FilterRegistrationBean.class)
                    .getFilter();
            Filter security = application.context().getBean("springSecurityFilterChain", Filter.class);
            for (int i = 0; i < requests; i++) {
                if (i == requests * 9 / 10) {
                    old.suffers(Fault.ERROR);
                    valid.removeIf(token -> token.startsWith("opaque"));
                }
                check(reserved, security);
            }
        }
        assertThat(reached).as("seed %d", seed).isGreaterThan(requests / 50);
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

    private void check(Filter reserved, Filter security) throws ServletException, IOException {
        MockHttpServletRequest request = request();
        Service service = new Service();
        reserved.doFilter(
                request,
                new MockHttpServletResponse(),
                (rewritten, response) -> security.doFilter(rewritten, response, service));
        HttpServletRequest received = service.received;
        if (received == null) {
            return;
        }
        String told = told(received);
        if (request.getRequestURI().equals("/public")) {
            assertThat(told).as("seed %d", seed).isEmpty();
            return;
        }
        List<String> presented = Collections.list(request.getHeaders("Authorization"));
        assertThat(presented).as("seed %d", seed).hasSize(1);
        String token = presented.get(0).substring("Bearer ".length());
        assertThat(valid).as("seed %d", seed).contains(token);
        assertThat(told).as("seed %d", seed).isEqualTo(users.get(token));
        reached++;
    }

    private static String told(HttpServletRequest received) {
        List<String> told = new ArrayList<>();
        for (String name : Collections.list(received.getHeaderNames())) {
            if (name.toLowerCase(java.util.Locale.ROOT).matches("x.user.*")) {
                told.addAll(Collections.list(received.getHeaders(name)));
            }
        }
        return String.join(",", told);
    }

    private MockHttpServletRequest request() {
        String path = of(PATHS);
        MockHttpServletRequest request = new MockHttpServletRequest(of(List.of("GET", "POST", "OPTIONS", "HEAD")), path);
        request.setServletPath(path);
        for (int i = of(List.of(0, 1, 1, 1, 1, 2)); i > 0; i--) {
            request.addHeader("Authorization", authorization());
        }
        if (random.nextInt(4) == 0) {
            request.addParameter("access_token", of(valid.isEmpty() ? invalid : valid));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            request.addHeader(of(List.of("X-User-Id", "x-user-id", "X_USER_ID", "X-User_Id", "X-User-Roles")), "mallory");
        }
        return request;
    }

    private String authorization() {
        String token = of(random.nextInt(3) == 0 ? valid : invalid);
        return of(List.of("Bearer ", "Bearer ", "Bearer ", "bearer ", "Basic ", "DPoP ", "", "Bearer  ")) + token
                + of(List.of("", "", "", " ", ",", " x"));
    }

    private <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
