package dev.dualclient.kits.users;

import com.sun.net.httpserver.HttpExchange;
import dev.dualclient.kits.LocalServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** An old authorization server with the password grant and UserInfo. It ignores the case of names. */
final class OldServer extends LocalServer {

    static final String CLIENT = "login-script";
    static final String SECRET = "s3cret-of-the-script";

    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    OldServer() {
        on("/token", this::token);
        on("/userinfo", this::userinfo);
    }

    void add(String name, String password) {
        passwords.put(name, password);
    }

    private Answer token(HttpExchange exchange, String body) {
        String credentials = Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        if (!("Basic " + credentials).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return new Answer(401, "{\"error\":\"invalid_client\"}");
        }
        Map<String, String> form = form(body);
        if (!"password".equals(form.get("grant_type")) || !form.containsKey("username")) {
            return new Answer(400, "{\"error\":\"invalid_request\"}");
        }
        String name = form.get("username").toLowerCase(Locale.ROOT);
        if (!form.getOrDefault("password", "").equals(passwords.get(name))) {
            return new Answer(400, "{\"error\":\"invalid_grant\"}");
        }
        String token = "old-token-" + UUID.randomUUID();
        tokens.put(token, name);
        return new Answer(200, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\"}");
    }

    private Answer userinfo(HttpExchange exchange, String body) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String name = authorization == null ? null : tokens.get(authorization.replace("Bearer ", ""));
        return name == null
                ? new Answer(401, "{}")
                : new Answer(200, "{\"sub\":\"17\",\"preferred_username\":\"" + name + "\"}");
    }
}
