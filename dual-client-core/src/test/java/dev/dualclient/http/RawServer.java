package dev.dualclient.http;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server on loopback that says, byte by byte, what a test tells it to, and remembers what it was asked. */
final class RawServer implements AutoCloseable {

    /** What the server does with one connection; the connection ends with it. */
    interface Conversation {
        void hold(Line line) throws Exception;
    }

    private final ServerSocket socket;
    private final Conversation conversation;
    private final List<Closeable> open = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    final List<Request> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();

    RawServer(Conversation conversation) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), conversation);
    }

    RawServer(ServerSocket socket, Conversation conversation) {
        this.socket = socket;
        this.conversation = conversation;
        start(this::accept);
    }

    /** A server that gives every request the same answer and keeps connections. */
    static RawServer answering(String answer) throws IOException {
        return new RawServer(line -> {
            while (line.request() != null) {
                line.say(answer);
            }
        });
    }

    static String json(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    int port() {
        return socket.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    private void accept() {
        while (closing.getCount() > 0) {
            try {
                Socket accepted = socket.accept();
                open.add(accepted);
                connections.incrementAndGet();
                start(() -> converse(accepted));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void converse(Socket accepted) {
        try (accepted) {
            conversation.hold(new Line(accepted));
        } catch (Exception over) {
            // The client went away, which is what many a test is about; what it saw is what counts.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        socket.close();
        for (Closeable each : open) {
            each.close();
        }
    }

    /** A request as it came over the wire. */
    record Request(String line, List<String> headers, String body) {

        List<String> header(String name) {
            String prefix = name.toLowerCase() + ":";
            return headers.stream()
                    .filter(header -> header.toLowerCase().startsWith(prefix))
                    .map(header -> header.substring(prefix.length()).strip())
                    .toList();
        }

        String target() {
            return line.split(" ")[1];
        }
    }

    /** The server's end of one connection. */
    final class Line {

        final Socket socket;

        Line(Socket socket) {
            this.socket = socket;
        }

        /** Reads one request whole, {@code null} if the client closed. */
        @Nullable
        Request request() throws IOException {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return null;
                }
                head.write(next);
            }
            List<String> lines =
                    List.of(head.toString(StandardCharsets.ISO_8859_1).strip().split("\r\n"));
            Request bare = new Request(lines.get(0), lines.subList(1, lines.size()), "");
            int length = bare.header("content-length").stream()
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
            Request request =
                    new Request(bare.line(), bare.headers(), new String(in.readNBytes(length), StandardCharsets.UTF_8));
            requests.add(request);
            return request;
        }

        void say(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        /** Closes with a reset instead of an end. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Says nothing more until the test is over. */
        void hang() throws InterruptedException {
            closing.await();
        }

        void hangAfterRequest() throws IOException, InterruptedException {
            request();
            hang();
        }

        /** Waits a while, and returns whether the test is over. */
        boolean closingWithin(Duration time) throws InterruptedException {
            return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
