package dev.dualclient.sample.backends;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A machine elsewhere that is told things, each told at a path of its own. */
public final class Listener {

    /**
     * What it was told.
     *
     * @param path where
     * @param authorization the header
     * @param body the JSON
     */
    public record Told(String path, String authorization, JsonNode body) {}

    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private final HttpServer server;

    /** Begins to listen. */
    public Listener() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::hear);
        server.start();
    }

    private void hear(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        told.add(new Told(
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                JsonMapper.shared().readTree(body)));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    /** Returns the address of a path. */
    public URI uri(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    /** Waits for a message. Those before it are forgotten. */
    public Told next(Predicate<Told> expected) throws InterruptedException {
        Told next = told.poll(10, TimeUnit.SECONDS);
        while (next != null && !expected.test(next)) {
            next = told.poll(10, TimeUnit.SECONDS);
        }
        if (next == null) {
            throw new AssertionError("nobody told what was expected");
        }
        return next;
    }
}
