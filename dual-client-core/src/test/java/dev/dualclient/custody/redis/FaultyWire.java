package dev.dualclient.custody.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A wire to a server that always carries what is asked, and does with the answers what a test says. */
final class FaultyWire implements AutoCloseable {

    /** What becomes of an answer. */
    enum Answers {
        ARRIVE,
        ARE_LOST,
        /** The next one is, and all arrive after it. */
        NEXT_IS_LOST_WITH_THE_CONNECTION
    }

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile Answers answers = Answers.ARRIVE;

    final AtomicInteger connections = new AtomicInteger();

    FaultyWire(int target) throws IOException {
        this.target = target;
        start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    void let(Answers other) {
        answers = other;
    }

    private void accept() throws IOException {
        while (!socket.isClosed()) {
            Socket near = socket.accept();
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            open.addAll(List.of(near, far));
            connections.incrementAndGet();
            start(() -> near.getInputStream().transferTo(far.getOutputStream()));
            start(() -> answer(near, far));
        }
    }

    private void answer(Socket near, Socket far) throws IOException {
        InputStream in = far.getInputStream();
        byte[] buffer = new byte[8192];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            switch (answers) {
                case ARRIVE -> near.getOutputStream().write(buffer, 0, count);
                case ARE_LOST -> {}
                case NEXT_IS_LOST_WITH_THE_CONNECTION -> {
                    answers = Answers.ARRIVE;
                    near.close();
                }
            }
        }
        near.close();
    }

    /** What a thread does until its connection ends. */
    private interface Piece {
        void run() throws IOException;
    }

    private static void start(Piece piece) {
        Thread thread = new Thread(
                () -> {
                    try {
                        piece.run();
                    } catch (IOException over) {
                        // One end has closed, which is what this is for; what the ends make of it is what counts.
                    }
                },
                "faulty-wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
