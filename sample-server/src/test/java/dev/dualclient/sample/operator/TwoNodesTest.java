package dev.dualclient.sample.operator;

import static dev.dualclient.sample.backends.Caller.basic;
import static dev.dualclient.sample.backends.Caller.form;
import static dev.dualclient.sample.backends.Caller.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dualclient.sample.backends.Caller;
import dev.dualclient.sample.backends.SampleNode;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two running servers that share one custody store. */
class TwoNodesTest {

    private static final String RESOURCE_SERVER = basic("resourceServer", "resource-server-secret-of-tests");

    private static Emulators emulators;
    private static JdbcConnectionPool database;
    private static SampleNode one;
    private static SampleNode other;

    @BeforeAll
    static void start() {
        emulators = Emulators.start();
        database = JdbcConnectionPool.create("jdbc:h2:mem:two-nodes;DB_CLOSE_DELAY=-1", "sa", "");
        one = new SampleNode(emulators, database, "dual-client.stage=secondary-first");
        other = new SampleNode(emulators, database, "dual-client.stage=secondary-first");
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        database.dispose();
        emulators.close();
    }

    @Test
    @Scenario("F11")
    void theOtherNodeFollowsAndNoRequestFails() throws Exception {
        TestClient client = emulators.client().atBoth();
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch served = new CountDownLatch(2);
        ExecutorService users = Executors.newFixedThreadPool(2);
        List<Future<Integer>> all = new ArrayList<>();
        for (SampleNode node : List.of(one, other)) {
            all.add(users.submit(() -> comeAndGo(node.caller(), client, served, done)));
        }
        assertThat(served.await(60, TimeUnit.SECONDS)).isTrue();

        SampleNode asked = one;
        SampleNode following = other;
        for (String stage : List.of("shadow", "primary-first", "drain", "secondary-first")) {
            assertThat(asked.operate(
                            "/dualclient/stage", "{\"stage\":\"" + stage + "\",\"reason\":\"one step further\"}"))
                    .isEqualTo(200);
            SampleNode late = following;
            await().atMost(Duration.ofSeconds(2)).until(() -> stage.equals(stage(late)));
            following = asked;
            asked = late;
        }

        done.set(true);
        for (Future<Integer> user : all) {
            assertThat(user.get(60, TimeUnit.SECONDS)).isPositive();
        }
        users.shutdown();
    }

    private static String stage(SampleNode node) throws Exception {
        return node.told("/dualclient").at("/stages/stage").asString();
    }

    /** A user logs in, is recognised, stays for a while, and goes; what fails ends it with an error. */
    private static int comeAndGo(Caller server, TestClient client, CountDownLatch served, AtomicBoolean done)
            throws Exception {
        JsonNode tokens = token(server, client, "password", "username", "john", "password", "john", "scope", "email");
        int times = 0;
        while (!done.get()) {
            String before = tokens.path("access_token").asString();
            assertThat(isActive(server, before)).isTrue();
            tokens = token(
                    server,
                    client,
                    "refresh_token",
                    "refresh_token",
                    tokens.path("refresh_token").asString());
            assertThat(isActive(server, before)).isFalse();
            times++;
            served.countDown();
        }
        String last = tokens.path("access_token").asString();
        assertThat(server.post(client, "/api/revocation", form("token", last)).statusCode())
                .isEqualTo(200);
        assertThat(isActive(server, last)).isFalse();
        return times;
    }

    private static JsonNode token(Caller server, TestClient client, String grant, String... parameters)
            throws Exception {
        HttpResponse<String> answer =
                server.post(client, "/api/token", form("grant_type", grant) + "&" + form(parameters));
        assertThat(answer.statusCode()).isEqualTo(200);
        return json(answer);
    }

    private static boolean isActive(Caller server, String token) throws Exception {
        HttpResponse<String> answer =
                server.post("/api/introspection", form("token", token), "Authorization", RESOURCE_SERVER);
        assertThat(answer.statusCode()).isEqualTo(200);
        return json(answer).path("active").asBoolean();
    }
}
