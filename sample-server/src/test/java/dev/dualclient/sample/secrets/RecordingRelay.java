package dev.dualclient.sample.secrets;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A loopback port through which a backend is reached; it keeps all that is said, and can be cut. Thread-safe. */
final class RecordingRelay implements Closeable {

    private final int target;
    private final ServerSocket door;
    private final List<ByteArrayOutputStream> records = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    RecordingRelay(URI backend) throws IOException {
        target = backend.getPort();
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(() -> {
            while (true) {
                admit(door.accept());
            }
        });
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** Returns what was said on each connection, either way. */
    List<String> said() {
        return records.stream()
                .map(record -> record.toString(StandardCharsets.UTF_8))
                .toList();
    }

    /** Ends every connection, and each further one at once, or lets them in again. */
    void cut(boolean now) {
        cut = now;
        if (now) {
            open.forEach(RecordingRelay::end);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut(true);
    }

    private void admit(Socket caller) throws IOException {
        if (cut) {
            caller.close();
            return;
        }
        Socket backend;
        try {
            backend = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException away) { // which is no reason to admit nobody any more
            caller.close();
            return;
        }
        pass(caller, backend);
        pass(backend, caller);
    }

    private void pass(Socket from, Socket to) throws IOException {
        open.add(from);
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        records.add(record);
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        start(() -> {
            try {
                byte[] buffer = new byte[16_384];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    record.write(buffer, 0, count);
                    out.write(buffer, 0, count);
                }
            } finally {
                end(from);
                end(to);
                open.remove(from);
            }
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException ended) {
                        // by one of the sides, or because the door was closed
                    }
                },
                "recording relay");
        thread.setDaemon(true);
        thread.start();
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
