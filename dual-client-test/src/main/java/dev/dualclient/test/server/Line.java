package dev.dualclient.test.server;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A loopback port, and what happens to those who connect to it: they are let in, refused, or left without any answer.
 * The port stays taken in every state. Thread-safe.
 */
final class Line implements Closeable {

    private static final int BACKLOG = 256;
    private static final int FULL_AFTER_MILLIS = 200;

    private final String name;
    private final Consumer<Socket> guests;
    private final InetSocketAddress address;
    private final List<Closeable> held = new ArrayList<>();
    private boolean closed;

    /**
     * Takes a port, and refuses callers.
     *
     * @param port the port, 0 for any free one
     * @throws java.net.BindException if the port is taken
     */
    Line(String name, int port, Consumer<Socket> guests) throws IOException {
        this.name = name;
        this.guests = guests;
        this.address = placeholder(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    int port() {
        return address.getPort();
    }

    /** Lets callers in. */
    synchronized void listen() {
        change(() -> letIn(bound(address, BACKLOG)));
    }

    /** Refuses callers, as a machine does on whose port nobody listens. */
    synchronized void refuse() {
        change(() -> placeholder(address));
    }

    /** Answers callers with nothing at all: the kernel drops a SYN when the queue of those to be accepted is full. */
    synchronized void silence() {
        change(() -> {
            held.add(bound(address, 1));
            boolean full = false;
            while (!full) {
                Socket filler = new Socket();
                held.add(filler);
                try {
                    filler.connect(address, FULL_AFTER_MILLIS);
                } catch (SocketTimeoutException noAnswer) {
                    full = true;
                }
            }
        });
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        letGo();
    }

    private void change(Change change) {
        if (closed) {
            return; // a fault that ends after its server leaves nothing to restore
        }
        try {
            letGo();
            change.make();
        } catch (IOException failed) {
            throw new UncheckedIOException("port " + port() + " could not change its state", failed);
        }
    }

    private void letGo() throws IOException {
        for (Closeable one : held) {
            one.close();
        }
        held.clear();
    }

    private void letIn(ServerSocket server) {
        Thread acceptor = new Thread(() -> accept(server), name + "-accept");
        acceptor.setDaemon(true);
        acceptor.start();
        held.add(() -> {
            server.close();
            try {
                acceptor.join(); // so that nobody is let in after the state has changed
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                guests.accept(server.accept());
            } catch (SocketException closedMeanwhile) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(closedMeanwhile);
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** Binds without listening: the port stays ours, and callers are refused. */
    private InetSocketAddress placeholder(InetSocketAddress at) throws IOException {
        Socket socket = new Socket();
        held.add(socket);
        socket.setReuseAddress(true);
        socket.bind(at);
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private static ServerSocket bound(InetSocketAddress address, int backlog) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        try {
            server.bind(address, backlog);
        } catch (IOException taken) {
            server.close();
            throw taken;
        }
        return server;
    }

    private interface Change {
        void make() throws IOException;
    }
}
