package dev.dualclient.test.server;

import dev.dualclient.test.server.Handler.Call;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection, served by one thread until either end has had enough of it. */
final class Connection implements Runnable {

    /** How much of a body is read. A longer one is handed on one byte longer than this. */
    static final int MAX_BODY = 4 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(FaultyServer.class);
    private static final Timeout IDLE = Timeout.ofMinutes(1);
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(200)
            .build();

    private final Socket socket;
    private final Handler handler;
    private final Faults faults;
    private final Counters counters;
    private final Consumer<Connection> gone;
    private boolean idle = true;
    private boolean ending;

    Connection(Socket socket, Handler handler, Faults faults, Counters counters, Consumer<Connection> gone) {
        this.socket = socket;
        this.handler = handler;
        this.faults = faults;
        this.counters = counters;
        this.gone = gone;
    }

    @Override
    public void run() {
        try (DefaultBHttpServerConnection http = new DefaultBHttpServerConnection(null, LIMITS)) {
            socket.setTcpNoDelay(true);
            http.bind(socket);
            boolean reused = false;
            while (serve(http, reused)) {
                reused = true;
            }
        } catch (IOException | HttpException callerGone) {
            LOG.debug("a caller went away: {}", callerGone.getClass().getSimpleName());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            cut();
        }
    }

    /** Closes the connection as soon as no call is under way on it. */
    synchronized void end() {
        ending = true;
        if (idle) {
            cut();
        }
    }

    /** Closes the connection at once. */
    void cut() {
        gone.accept(this);
        try {
            socket.close();
        } catch (IOException failed) {
            LOG.debug("a connection could not be closed", failed);
        }
    }

    private boolean serve(DefaultBHttpServerConnection http, boolean reused)
            throws IOException, HttpException, InterruptedException {
        http.setSocketTimeout(IDLE);
        ClassicHttpRequest head = http.receiveRequestHeader();
        if (head == null || !busy(true)) {
            return false;
        }
        byte[] body = body(http, head);
        boolean keep = body.length <= MAX_BODY && wantsMore(head);
        Request request = new Request(head.getMethod(), path(head), query(head), headers(head), body);
        Call call = handler.receive(request);
        Exchange exchange = new Exchange(http, socket, call, !keep);
        answer(exchange, call.operation(), reused);
        return exchange.open() && keep && busy(false);
    }

    private void answer(Exchange exchange, @Nullable String operation, boolean reused)
            throws IOException, InterruptedException {
        Fault fault = null;
        if (operation != null) {
            counters.countReceived(operation);
            fault = faults.claim(operation, reused);
        }
        if (fault == null) {
            exchange.send(exchange.process());
        } else {
            fault.play(exchange);
        }
    }

    /** Marks the connection as busy or idle, and tells whether it is to go on. */
    private synchronized boolean busy(boolean now) {
        idle = !now;
        return now || !ending;
    }

    private static byte[] body(DefaultBHttpServerConnection http, ClassicHttpRequest head)
            throws IOException, HttpException {
        Header expect = head.getFirstHeader("Expect");
        if (expect != null && "100-continue".equalsIgnoreCase(expect.getValue())) {
            http.sendResponseHeader(new BasicClassicHttpResponse(100));
            http.flush();
        }
        http.receiveRequestEntity(head);
        if (head.getEntity() == null) {
            return new byte[0];
        }
        byte[] body = head.getEntity().getContent().readNBytes(MAX_BODY + 1);
        EntityUtils.consume(head.getEntity()); // who is cut off while it still sends may lose the answer
        return body;
    }

    private static boolean wantsMore(ClassicHttpRequest head) {
        Header connection = head.getFirstHeader("Connection");
        return !HttpVersion.HTTP_1_0.equals(head.getVersion())
                && (connection == null || !"close".equalsIgnoreCase(connection.getValue()));
    }

    private static String path(ClassicHttpRequest head) {
        String target = head.getPath();
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static @Nullable String query(ClassicHttpRequest head) {
        String target = head.getPath();
        int query = target.indexOf('?');
        return query < 0 ? null : target.substring(query + 1);
    }

    private static Map<String, String> headers(ClassicHttpRequest head) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : head.getHeaders()) {
            headers.put(header.getName(), header.getValue());
        }
        return headers;
    }
}
