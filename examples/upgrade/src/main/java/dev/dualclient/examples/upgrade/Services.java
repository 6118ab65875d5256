package dev.dualclient.examples.upgrade;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/**
 * Two resource servers that read nothing but the headers of a request. The one at {@code /old} knows legacy tokens in
 * {@code Authorization} alone. The one at {@code /new} accepts new tokens alone, from {@code TemporaryAuthorization} or, where
 * that is absent, from {@code Authorization}.
 */
final class Services implements AutoCloseable {

    private static final String BEARER = "Bearer ";

    private final HttpServer server;
    private final OpaqueTokenIntrospector legacyTokens;
    private final JwtDecoder newTokens;

    Services(OpaqueTokenIntrospector legacyTokens, JwtDecoder newTokens) throws IOException {
        this.legacyTokens = legacyTokens;
        this.newTokens = newTokens;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/old", exchange -> answer(exchange, legacyUser(exchange.getRequestHeaders())));
        server.createContext("/new", exchange -> answer(exchange, newUser(exchange.getRequestHeaders())));
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private @Nullable String legacyUser(Headers headers) {
        String token = bearer(headers, "Authorization");
        try {
            return token == null ? null : legacyTokens.introspect(token).getName() + ", by the legacy token";
        } catch (OAuth2IntrospectionException refused) {
            return null;
        }
    }

    private @Nullable String newUser(Headers headers) {
        String temporary = bearer(headers, "TemporaryAuthorization");
        String token = temporary == null ? bearer(headers, "Authorization") : temporary;
        try {
            return token == null ? null : newTokens.decode(token).getSubject() + ", by the new token";
        } catch (JwtException refused) {
            return null;
        }
    }

    private static @Nullable String bearer(Headers headers, String name) {
        List<String> values = headers.get(name);
        return values == null || !values.get(0).startsWith(BEARER)
                ? null
                : values.get(0).substring(BEARER.length());
    }

    private static void answer(HttpExchange exchange, @Nullable String user) throws IOException {
        byte[] text = (user == null ? "no token that I know" : user).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(user == null ? 401 : 200, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
