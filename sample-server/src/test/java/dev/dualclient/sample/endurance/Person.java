package dev.dualclient.sample.endurance;

import static dev.dualclient.sample.backends.Caller.basic;
import static dev.dualclient.sample.backends.Caller.error;
import static dev.dualclient.sample.backends.Caller.form;
import static dev.dualclient.sample.backends.Caller.json;

import dev.dualclient.sample.backends.Caller;
import dev.dualclient.sample.endurance.Session.Tokens;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A user with an application: logs in, is recognised, stays, and leaves, each time by one of the servers. Knows what it
 * must be answered. That nobody answers is never wrong; the user then tries again.
 */
final class Person {

    private static final String RESOURCE_SERVER = basic("resourceServer", "resource-server-secret-of-tests");
    private static final int REMEMBERED = 12;

    private final Cluster cluster;
    private final Tally tally;
    private final String name;
    private final Random random;
    private final Deque<Session> past = new ArrayDeque<>();
    private @Nullable Session session;

    Person(Cluster cluster, Tally tally, String name, long seed) {
        this.cluster = cluster;
        this.tally = tally;
        this.name = name;
        this.random = new Random(seed);
    }

    /** Does something. */
    void step() throws InterruptedException {
        Caller server = cluster.any(random);
        Session now = session;
        try {
            if (now == null) {
                login(server);
            } else if (now.leaving()) {
                leave(server, now);
            } else {
                use(server, now);
            }
        } catch (IOException gone) {
            tally.count("no answer");
        } catch (RuntimeException failed) {
            tally.violated("answers of the wrong kind", "an answer that cannot be read: " + failed.getClass());
        }
        tally.step();
    }

    private void use(Caller server, Session now) throws IOException, InterruptedException {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> introspect(server, now);
            case 3, 4 -> userInfo(server, now);
            case 5, 6, 7 -> refresh(server, now);
            case 8, 9, 10 -> presentDead(server);
            default -> {
                now.leave();
                leave(server, now);
            }
        }
    }

    private void login(Caller server) throws IOException, InterruptedException {
        Visit visit = new Visit(server);
        String code = visit.code(cluster.client(), name);
        HttpResponse<String> answer = redeem(server, code);
        if (answer.statusCode() != 200) {
            unanswered("redemption", answer);
            return;
        }
        JsonNode brought = json(answer);
        Session begun = new Session(code, brought.path("id_token").asString(""), tokens(brought));
        session = begun;
        tally.count("logins");
        if (random.nextInt(4) == 0) {
            logout(visit, begun);
        }
    }

    /**
     * Leaves the server, but not the application. A server that has just been started does not know the keys of a backend
     * that is down, so it may not recognise the ID token.
     */
    private void logout(Visit visit, Session begun) throws IOException, InterruptedException {
        switch (visit.logout(begun.idToken)) {
            case 200 -> tally.count("logouts");
            case 400 -> tally.count("logouts not recognised");
            case 503 -> tally.count("503");
            default -> tally.violated("answers of the wrong kind", "logout");
        }
    }

    private HttpResponse<String> redeem(Caller server, String code) throws IOException, InterruptedException {
        return server.post(
                cluster.client(),
                "/api/token",
                form(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        cluster.client().redirectUri()));
    }

    private static Tokens tokens(JsonNode brought) {
        return new Tokens(
                brought.path("access_token").asString(),
                brought.path("refresh_token").asString());
    }

    private void introspect(Caller server, Session now) throws IOException, InterruptedException {
        HttpResponse<String> answer = introspection(server, now.tokens().access());
        if (answer.statusCode() != 200) {
            unanswered("introspection", answer);
        } else if (json(answer).path("active").asBoolean()) {
            tally.count("recognised");
        } else {
            lost(now, "introspection");
        }
    }

    private static HttpResponse<String> introspection(Caller server, String token)
            throws IOException, InterruptedException {
        return server.post("/api/introspection", form("token", token), "Authorization", RESOURCE_SERVER);
    }

    private void userInfo(Caller server, Session now) throws IOException, InterruptedException {
        HttpResponse<String> answer = server.get(
                "/api/userinfo", "Authorization", "Bearer " + now.tokens().access());
        switch (answer.statusCode()) {
            case 200 -> {
                if (!name.equals(json(answer).path("sub").asString())) {
                    tally.violated("answers of the wrong kind", "userinfo of somebody else");
                }
                tally.count("recognised");
            }
            case 401 -> lost(now, "userinfo");
            default -> unanswered("userinfo", answer);
        }
    }

    private void refresh(Caller server, Session now) throws IOException, InterruptedException {
        boolean again = now.inDoubt();
        String token = now.tokens().refresh();
        now.refreshUnanswered(); // until it is answered
        HttpResponse<String> answer = refresh(server, token);
        if (answer.statusCode() == 200) {
            if (again && Lines.twice(cluster.emulators(), token)) {
                tally.violated("issued twice", "a refresh token was used at both backends");
            }
            now.refreshed(tokens(json(answer)));
            tally.count("refreshes");
        } else if (error(answer).equals("invalid_grant")) {
            if (again) {
                lost(now, "refresh");
            } else {
                tally.violated("sessions lost", "a refresh token that was never used is refused");
                session = null;
            }
        } else {
            unanswered("refresh", answer);
        }
    }

    private HttpResponse<String> refresh(Caller server, String token) throws IOException, InterruptedException {
        return server.post(cluster.client(), "/api/token", form("grant_type", "refresh_token", "refresh_token", token));
    }

    /** Logs out, until the server has said that it is done. */
    private void leave(Caller server, Session now) throws IOException, InterruptedException {
        Tokens tokens = now.tokens();
        HttpResponse<String> answer = server.post(
                cluster.client(),
                "/api/revocation",
                form("token", random.nextBoolean() ? tokens.access() : tokens.refresh()));
        if (answer.statusCode() != 200) {
            unanswered("revocation", answer);
            return;
        }
        tally.count("revocations");
        if (now.inDoubt()) { // what was replaced is revoked as one that nobody knows; its successor is nobody's
            session = null;
            return;
        }
        now.ended();
        remember(now);
    }

    private void remember(Session ended) {
        past.addLast(ended);
        if (past.size() > REMEMBERED) {
            past.removeFirst();
        }
        session = null;
    }

    /** The session is over, though its user has not left. */
    private void lost(Session now, String where) {
        if (now.lives()) {
            tally.violated("sessions lost", "by nothing that its user has done, seen by " + where);
        } else {
            tally.count("lost by W1");
        }
        session = null;
    }

    /** Presents one of the tokens that were replaced or revoked, or a code that was used. */
    private void presentDead(Caller server) throws IOException, InterruptedException {
        List<Session> sessions = new ArrayList<>(past);
        if (session != null) {
            sessions.add(session);
        }
        Session one = sessions.get(random.nextInt(sessions.size()));
        List<Tokens> dead = one.dead();
        if (dead.isEmpty()) {
            return;
        }
        Tokens tokens = dead.get(random.nextInt(dead.size()));
        boolean over = one != session;
        switch (random.nextInt(over ? 3 : 2)) {
            case 0 -> isDeadAccess(server, tokens);
            case 1 -> isDeadRefresh(server, tokens);
            default -> isRefused(redeem(server, one.code), "a used code");
        }
    }

    private boolean isDeadAccess(Caller server, Tokens tokens) throws IOException, InterruptedException {
        HttpResponse<String> answer = introspection(server, tokens.access());
        if (answer.statusCode() != 200) {
            unanswered("introspection", answer);
            return false;
        }
        tally.count("dead presented");
        if (json(answer).path("active").asBoolean()) {
            tally.violated("dead tokens accepted", "an access token");
        }
        return true;
    }

    private boolean isDeadRefresh(Caller server, Tokens tokens) throws IOException, InterruptedException {
        return isRefused(refresh(server, tokens.refresh()), "a refresh token");
    }

    private boolean isRefused(HttpResponse<String> answer, String what) {
        if (answer.statusCode() == 200) {
            tally.violated("dead tokens accepted", what);
        } else if (!error(answer).equals("invalid_grant")) {
            unanswered("presentation of " + what, answer);
            return false;
        }
        tally.count("dead presented");
        return true;
    }

    private void unanswered(String what, HttpResponse<String> answer) {
        if (answer.statusCode() == 503) {
            tally.count("503");
        } else {
            tally.violated("answers of the wrong kind", what + " is answered " + answer.statusCode());
        }
    }

    /** Once nothing goes wrong any more: has everything answered that is still open, by each of the servers. */
    void settle(Caller server) throws IOException, InterruptedException {
        for (Session one : past) {
            for (Tokens dead : one.dead()) {
                until(() -> isDeadAccess(server, dead));
                until(() -> isDeadRefresh(server, dead));
            }
        }
        Session now = session;
        if (now != null && now.lives()) {
            for (Tokens dead : now.dead()) {
                until(() -> isDeadAccess(server, dead));
            }
            until(() -> {
                int before = tally.sum("recognised", "lost by W1");
                introspect(server, now);
                return session == null || tally.sum("recognised", "lost by W1") > before;
            });
        }
    }

    private interface Question {
        boolean isAnswered() throws IOException, InterruptedException;
    }

    private static void until(Question question) throws IOException, InterruptedException {
        for (int tries = 0; tries < 600; tries++) {
            if (question.isAnswered()) {
                return;
            }
        }
        throw new IllegalStateException("nobody answers, although nothing is wrong any more");
    }
}
