package dev.dualclient.test.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP/1.1 server on one loopback port, a thread per connection, whose calls and connections can be made to fail by
 * its {@link Faults}. Thread-safe. All its threads are daemons and end with {@link #close()}.
 */
public final class FaultyServer implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 1024;
    private static final int PATIENCE_SECONDS = 5;

    private final Handler handler;
    private final Counters counters = new Counters();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;
    private final Line line;
    private final Faults faults;

    private FaultyServer(String name, int port, Handler handler) throws IOException {
        this.handler = handler;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name + "-connection");
            thread.setDaemon(true);
            return thread;
        });
        this.line = new Line(name, port, this::welcome);
        this.faults = new Faults(line, this::endIdleConnections);
    }

    /**
     * Takes a port without letting callers in; {@link #open()} does.
     *
     * @param name a name for its threads
     * @param port the port, 0 for any free one
     * @param handler what it serves
     * @throws java.net.BindException if the port is taken
     */
    public static FaultyServer bind(String name, int port, Handler handler) throws IOException {
        return new FaultyServer(name, port, handler);
    }

    /** Lets callers in. */
    public FaultyServer open() {
        line.listen();
        return this;
    }

    /** Returns the port. */
    public int port() {
        return line.port();
    }

    /** Returns what goes wrong here. */
    public Faults faults() {
        return faults;
    }

    /** Returns what has reached this server. */
    public Counters counters() {
        return counters;
    }

    /** Cuts all connections and lets callers in again, as a process that is restarted. Faults of calls stay. */
    public void restart() {
        line.refuse();
        connections.forEach(Connection::cut);
        line.listen();
    }

    /** Cuts all connections, ends all faults, gives the port back, and waits for the threads to end. */
    @Override
    public void close() {
        try {
            line.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        connections.forEach(Connection::cut);
        faults.clear();
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a call is still being processed " + PATIENCE_SECONDS
                        + " s after the server on port " + port() + " was closed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void welcome(Socket socket) {
        Connection connection = new Connection(socket, handler, faults, counters, connections::remove);
        connections.add(connection);
        if (threads.isShutdown() || connections.size() > MAX_CONNECTIONS) {
            connection.cut();
        } else {
            counters.countConnection();
            threads.execute(connection);
        }
    }

    private void endIdleConnections() {
        connections.forEach(Connection::end);
    }
}
