package dev.dualclient.kits;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that notes what it is asked, and can hang, drip or fail on demand. Thread-safe. */
public class LocalServer implements AutoCloseable {

    /** What goes wrong. */
    public enum Fault {
        /** Nothing. */
        NONE,
        /** No byte of an answer comes. */
        HANG,
        /** An answer begins and never ends. */
        DRIP,
        /** 500. */
        ERROR,
        /** 200 with something else than JSON. */
        GARBAGE
    }

    /** Answers a request whose body has been read. */
    public interface Handler {
        Answer handle(HttpExchange exchange, String body) throws IOException;
    }

    /** An answer in JSON. */
    public record Answer(int status, String json) {}

    static {
        // Else each answer with a body waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Fault fault = Fault.NONE;

    public LocalServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.start();
    }

    public final void on(String path, Handler handler) {
        server.createContext(path, exchange -> {
            asked.add(path);
            try (exchange) {
                answer(exchange, handler);
            }
        });
    }

    private void answer(HttpExchange exchange, Handler handler) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (fault) {
            case HANG -> await();
            case DRIP -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                await();
            }
            case ERROR -> send(exchange, new Answer(500, "{}"));
            case GARBAGE -> send(exchange, new Answer(200, "<html>"));
            case NONE -> send(exchange, handler.handle(exchange, body));
        }
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.json().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Reads a form. */
    public static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        Arrays.stream(body.split("&")).filter(pair -> pair.contains("=")).forEach(pair -> {
            String[] parts = pair.split("=", 2);
            form.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        });
        return form;
    }

    public final void suffers(Fault now) {
        fault = now;
    }

    /** Returns the paths that were asked for. */
    public final List<String> asked() {
        return asked;
    }

    public final String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
