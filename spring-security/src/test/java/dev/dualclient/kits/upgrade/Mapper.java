package dev.dualclient.kits.upgrade;

import dev.dualclient.kits.LocalServer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/** A mapper behind HTTP that issued the legacy tokens itself. */
final class Mapper extends LocalServer {

    private final Map<String, Answer> known = new ConcurrentHashMap<>();

    Mapper() {
        on("/map", (exchange, body) -> {
            String token = JsonMapper.shared().readTree(body).path("token").asString("");
            if (!token.startsWith("legacy-")) {
                return new Answer(204, "");
            }
            return known.getOrDefault(token, new Answer(401, ""));
        });
    }

    private String issued(Answer answer) {
        String token = "legacy-" + UUID.randomUUID();
        known.put(token, answer);
        return token;
    }

    /** Returns a token of a user that expires then. */
    String issue(String subject, Instant expires) {
        return issued(new Answer(200, json(subject, expires, "{\"tenant\":\"t1\"}")));
    }

    String issue(String subject) {
        return issue(subject, Instant.now().plusSeconds(3600));
    }

    /** Returns a token with claims of the mapper's choice; {@code %s} stands for the token. */
    String issueWithClaims(String claims) {
        String token = issued(new Answer(401, ""));
        known.put(token, new Answer(200, json("alice", Instant.now().plusSeconds(3600), claims.replace("%s", token))));
        return token;
    }

    String issueUnmapped() {
        return issued(new Answer(401, "{\"error\":\"unmapped\"}"));
    }

    void rename(String token, String subject) {
        known.put(token, new Answer(200, json(subject, Instant.now().plusSeconds(3600), "{}")));
    }

    void revoke(String token) {
        known.remove(token);
    }

    boolean isValid(String token) {
        return known.containsKey(token);
    }

    private static String json(String subject, Instant expires, String claims) {
        return "{\"subject\":\"" + subject + "\",\"scopes\":[\"email\"],\"expires\":" + expires.getEpochSecond()
                + ",\"claims\":" + claims + "}";
    }
}
