package dev.dualclient.test.server;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A loopback port through which another one is reached, until that is cut or goes silent. Thread-safe. */
public final class Relay implements AutoCloseable {

    private final int target;
    private final Line line;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object silence = new Object();
    private boolean silent;
    private volatile boolean cut;

    /** Begins to pass on what comes to a free port. */
    public Relay(int target) {
        this.target = target;
        try {
            this.line = new Line("relay", 0, this::guest);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        line.listen();
    }

    /** Returns the port to connect to. */
    public int port() {
        return line.port();
    }

    /** Closes every connection and refuses further ones. */
    public void cut() {
        cut = true; // also for a guest who has just been let in
        line.refuse();
        open.forEach(Relay::shut);
    }

    /** Lets callers in and holds back what they and the target say. */
    public void silence() {
        synchronized (silence) {
            silent = true;
        }
    }

    /** Passes on again, also what was held back. */
    public void restore() {
        synchronized (silence) {
            silent = false;
            silence.notifyAll();
        }
        cut = false;
        line.listen();
    }

    @Override
    public void close() {
        cut();
        restore();
        try {
            line.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void guest(Socket guest) {
        try {
            Socket host = new Socket(InetAddress.getLoopbackAddress(), target);
            pump(guest, host);
            pump(host, guest);
        } catch (IOException gone) {
            shut(guest); // as the target would
        }
    }

    private void pump(Socket from, Socket to) throws IOException {
        open.add(from);
        if (cut) {
            shut(from);
        }
        from.setTcpNoDelay(true);
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        Thread thread = new Thread(
                () -> {
                    byte[] buffer = new byte[16_384];
                    try {
                        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                            awaitSpeech();
                            out.write(buffer, 0, count);
                        }
                    } catch (IOException ended) {
                        // by either side: the other one is told below
                    } finally {
                        shut(from);
                        shut(to);
                        open.remove(from);
                    }
                },
                "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void awaitSpeech() throws IOException {
        synchronized (silence) {
            while (silent) {
                try {
                    silence.wait();
                } catch (InterruptedException interrupted) {
                    throw new IOException(interrupted);
                }
            }
        }
    }

    private static void shut(Closeable one) {
        try {
            one.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
