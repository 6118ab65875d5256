package dev.dualclient.sample.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.dualclient.sample.secrets.LogRecorder.Line;
import dev.dualclient.scenario.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A full run of the sample, after which every secret that was ever sent is looked for wherever it should not be. */
class SecretsTest {

    /** The start page shows commands to copy, with the made-up credentials of a client and a resource server. */
    private static final Pattern COMMANDS = Pattern.compile("<div class=\"command\">.*?</div>", Pattern.DOTALL);

    /**
     * Those of the container, of Spring and of the JDK that show requests of browsers and client applications as they
     * came, at DEBUG and TRACE alone; in every server, whatever stands behind it. Calls of the backends do not pass there.
     */
    private static final Set<String> SHOW_REQUESTS = Set.of(
            "jdk.internal.httpclient.debug",
            "org.apache.coyote.http11.Http11InputBuffer",
            "org.apache.tomcat.util.http.Parameters",
            "org.springframework.security.web.DefaultRedirectStrategy",
            "org.springframework.security.web.FilterChainProxy",
            "org.springframework.security.web.access.intercept.RequestMatcherDelegatingAuthorizationManager",
            "org.springframework.security.web.savedrequest.HttpSessionRequestCache",
            "org.springframework.web.client.DefaultRestClient",
            "org.springframework.web.method.HandlerMethod",
            "org.springframework.web.servlet.DispatcherServlet",
            "org.springframework.web.servlet.mvc.method.annotation.HttpEntityMethodProcessor",
            "org.springframework.web.servlet.mvc.method.annotation.RequestResponseBodyMethodProcessor");

    @TempDir
    Path directory;

    @Tag("apart")
    @Test
    @Scenario("E6")
    void nothingSecretIsToldOrKeptInADatabase() throws Exception {
        run(new H2Memory(), "old-client", "old-public-client", "both-client", "new-client", "new-public-client");
    }

    @Test
    @Scenario("E6")
    void nothingSecretIsToldOrKeptInRedis() throws Exception {
        run(new RedisMemory(directory), "old-client", "both-client");
    }

    private static void run(Memory memory, String... clients) throws Exception {
        List<String> kept = new ArrayList<>();
        try (memory;
                ServerUnderWatch server = new ServerUnderWatch(memory)) {
            travel(server, kept, clients);
            kept.addAll(memory.contents());
            judge(server, kept);
        }
    }

    /** Everything that the sample can do, and everything that can go wrong. */
    private static void travel(ServerUnderWatch server, List<String> kept, String... clients) throws Exception {
        try (Journey journey = new Journey(server)) {
            for (String client : clients) {
                codeFlow(journey, client);
            }
            for (String client : List.of("old-client", "both-client")) {
                elsewhere(server, journey, client);
            }
            newcomer(server, journey);
            journey.logIn("old-client", "deny");
            withoutUser(journey);
            mistakes(journey);
            outages(server, journey, kept);
            migration(journey);
            operators(journey);
        }
    }

    private static void codeFlow(Journey journey, String client) throws Exception {
        assertThat(journey.logIn(client, "authorize").asNormalizedText()).contains("HTTP 200");
        for (String action : List.of("introspect", "userinfo", "refresh", "introspect", "revoke", "introspect")) {
            journey.press("/demo/client", "/demo/client/" + action);
        }
    }

    private static void withoutUser(Journey journey) throws Exception {
        for (String client : List.of("old-client", "both-client")) {
            JsonNode tokens = journey.tokens(client);
            String access = tokens.path("access_token").asString();
            Map<String, String> refresh = Map.of(
                    "grant_type",
                    "refresh_token",
                    "refresh_token",
                    tokens.path("refresh_token").asString());
            journey.get("/api/userinfo", access);
            assertThat(journey.send("/api/token", client, client + "-secret", refresh)
                            .statusCode())
                    .isEqualTo(200);
            journey.send("/api/token", client, client + "-secret", refresh); // once more
            journey.send("/api/token", client, client + "-secret", Map.of("grant_type", "client_credentials"));
        }
    }

    private static void elsewhere(ServerUnderWatch server, Journey journey, String client) throws Exception {
        journey.logIn(client, "authorize");
        Elsewhere elsewhere = new Elsewhere(journey, client);
        elsewhere.push(server.url("/demo/callback").toString());
        JsonNode tokens = elsewhere.device();
        elsewhere.exchange(tokens);
        elsewhere.exchange(elsewhere.backchannel());
        elsewhere.mistakes();
        elsewhere.signOut(tokens);
    }

    private static void newcomer(ServerUnderWatch server, Journey journey) throws Exception {
        journey.logIn("both-client", "authorize"); // John stays logged in
        Newcomer newcomer = new Newcomer(journey, server.url("/demo/callback").toString());
        newcomer.manageItself();
        newcomer.seeItsGrantAndGiveItBack();
        newcomer.fetchCredentials();
        newcomer.takeAnOffer();
        newcomer.askToBeTrusted();
        newcomer.leave();
    }

    private static void mistakes(Journey journey) throws Exception {
        String client = "both-client";
        String secret = client + "-secret";
        journey.send("/api/token", client, "a-wrong-secret", Journey.password("john"));
        journey.send("/api/token", client, secret, Journey.password("another-wrong-password"));
        journey.send("/api/token", client, secret, Map.of("grant_type", "authorization_code", "code", "no-such-code"));
        journey.send(
                "/api/token", client, secret, Map.of("grant_type", "refresh_token", "refresh_token", "no-such-rt"));
        journey.send("/api/token", client, secret, Map.of("code", "a-code-without-grant-type"));
        journey.send("/api/token", client, secret, Map.of("grant_type", "no-such-grant", "assertion", "an-assertion"));
        journey.send("/api/revocation", client, "a-wrong-secret", Map.of("token", "no-such-token-to-revoke"));
        journey.send("/api/introspection", "resourceServer", "no-such-secret", Map.of("token", "no-such-token"));
        journey.send(
                "/api/introspection",
                "resourceServer",
                "resource-server-secret-of-tests",
                Map.of("token", "no-such-token-either"));
        journey.get("/api/userinfo", "no-such-token-of-a-user");
        journey.get("/api/authorization?client_id=no-such-client&request=a-request-object", "unasked-for");
        journey.get("/demo/callback?code=an-unexpected-code&state=s", "unasked-for");
        journey.get("/no-such-page?code=a-code-of-nowhere", "unasked-for");
    }

    private static void outages(ServerUnderWatch server, Journey journey, List<String> kept) throws Exception {
        String client = "both-client";
        String secret = client + "-secret";
        JsonNode early = journey.tokens(client);
        JsonNode later = journey.tokens(client);
        server.cut("secondary", true);
        assertThat(journey.send(
                                "/api/revocation",
                                client,
                                secret,
                                Map.of("token", early.path("access_token").asString()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.api().dualClient().outbox().rows()).isNotEmpty();
        kept.addAll(server.memory().contents());
        server.cut("primary", true);
        journey.open("/demo/login/" + client); // nobody answers
        journey.send("/api/token", client, secret, Journey.password("john"));
        journey.send(
                "/api/revocation",
                client,
                secret,
                Map.of("token", later.path("refresh_token").asString()));
        journey.get("/api/userinfo", later.path("access_token").asString());
        server.cut("primary", false);
        server.cut("secondary", false);
        journey.press("/", "/demo/primary/down");
        journey.logIn(client, "authorize");
        journey.press("/", "/demo/primary/up");
    }

    private static void migration(Journey journey) throws Exception {
        journey.logIn("old-client", "authorize");
        journey.press("/", "/demo/migrator");
        for (String action : List.of("introspect", "refresh", "userinfo", "revoke")) {
            journey.press("/demo/client", "/demo/client/" + action);
        }
    }

    /** All that operators look at is shown, as pages are. */
    private static void operators(Journey journey) throws Exception {
        String token = journey.tokens("both-client").path("access_token").asString();
        assertThat(journey.explain(token).statusCode()).isEqualTo(200);
        for (String path : List.of(
                "health",
                "prometheus",
                "dualclient",
                "dualclient/decisions",
                "dualclient/rules",
                "dualclient/clients",
                "dualclient/outbox")) {
            assertThat(journey.get("/actuator/" + path, "unasked-for").body()).isNotEmpty();
        }
    }

    private static void judge(ServerUnderWatch server, List<String> kept) {
        SecretFields fields = new SecretFields();
        server.said().forEach(fields::read);
        Map<String, String> secrets = fields.secrets();
        assertThat(fields.names())
                .contains(
                        "accesstoken",
                        "refreshtoken",
                        "idtoken",
                        "code",
                        "ticket",
                        "clientsecret",
                        "password",
                        "codeverifier",
                        "requesturi",
                        "devicecode",
                        "usercode",
                        "authreqid",
                        "subjecttoken",
                        "idtokenhint",
                        "registrationaccesstoken",
                        "preauthorizedcode",
                        "txcode",
                        "transactionid",
                        "jwt",
                        "credential");
        SecretSearch search = new SecretSearch(secrets);
        Map<String, Set<String>> leaks = new TreeMap<>();
        for (Line line : server.log().lines()) {
            if (!showsRequests(line)) {
                note(leaks, line.level() + " " + line.logger(), search.in(line.text()));
            }
        }
        for (Front.Exchange exchange : server.front().exchanges()) {
            if (exchange.shown()) {
                String body = exchange.path().equals("/")
                        ? COMMANDS.matcher(exchange.body()).replaceAll("")
                        : exchange.body();
                Set<String> found = search.in(body);
                if (exchange.path().startsWith("/device")) {
                    found.remove("usercode"); // which the user compares there with that of the device
                }
                if (exchange.path().equals("/api/offer/issue")) {
                    found.remove("txcode"); // which the user carries from there to the wallet
                }
                note(leaks, exchange.status() + " " + exchange.path(), found);
            }
        }
        server.told().forEach(told -> note(leaks, "told", search.in(told)));
        kept.forEach(entry -> note(leaks, "kept", search.in(entry)));
        System.out.println("Looked for " + secrets.size() + " secrets in " + search.searched() + " characters of "
                + server.log().lines().size() + " log lines, pages, errors, events, spans, actuator answers and "
                + kept.size()
                + " entries of the store.");
        assertThat(leaks).isEmpty();
    }

    private static boolean showsRequests(Line line) {
        return !line.level().isGreaterOrEqual(Level.INFO) && SHOW_REQUESTS.contains(line.logger());
    }

    private static void note(Map<String, Set<String>> leaks, String where, Set<String> found) {
        if (!found.isEmpty()) {
            leaks.computeIfAbsent(where, first -> new TreeSet<>()).addAll(found);
        }
    }
}
