package dev.dualclient.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A pooled connection that tells its {@link Exchange} what was sent. It writes no log: the library's own connection
 * prints headers and bodies at DEBUG, and every one of them holds something secret.
 */
final class ObservedConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {

    /** The largest head of an answer is the product of the two; the body has a bound of its own. */
    private static final Http1Config BOUNDS = Http1Config.custom()
            .setMaxHeaderCount(100)
            .setMaxLineLength(16 << 10)
            .build();

    private final AtomicBoolean closed = new AtomicBoolean();
    private Timeout socketTimeout = Timeout.DISABLED;
    private @Nullable ObservedSocket socket;
    private @Nullable Exchange exchange;

    ObservedConnection() {
        super(BOUNDS);
    }

    @Override
    public void bind(Socket plain) throws IOException {
        bind(new ObservedSocket(plain, this::onWritten));
    }

    @Override
    public void bind(SSLSocket tls, Socket plain) throws IOException {
        bind(new ObservedSocket(tls, plain, this::onWritten));
    }

    private void bind(ObservedSocket observed) throws IOException {
        if (closed.get()) {
            observed.getBaseSocket().close();
            throw new InterruptedIOException("connection closed while connecting");
        }
        super.bind((SocketHolder) observed);
        socket = observed;
        socketTimeout = Timeout.ofMilliseconds(observed.getSocket().getSoTimeout());
        if (closed.get()) {
            // Closed between the first look and the binding: the one that closed found nothing to close.
            super.close(CloseMode.IMMEDIATE);
        }
    }

    @Override
    public @Nullable Socket getSocket() {
        SocketHolder holder = getSocketHolder();
        return holder == null ? null : holder.getSocket();
    }

    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        exchange = request instanceof Exchange ours ? ours : null;
        if (holdsUnread()) {
            throw new ConnectionClosedException("the server said something that nobody had asked for");
        }
        super.sendRequestHeader(request);
    }

    private void onWritten() {
        if (exchange != null) {
            exchange.onWritten();
        }
    }

    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        try {
            ClassicHttpResponse response = super.receiveResponseHeader();
            if (socket != null && socket.ended()) {
                // The parser takes a connection's end for the end of the head.
                throw new ConnectionClosedException("the answer ends within its head");
            }
            return response;
        } catch (SSLHandshakeException refusal) {
            if (exchange != null && socket != null && !socket.read() && refusesHandshake(refusal)) {
                exchange.onTurnedAway();
            }
            throw refusal;
        } catch (HttpException | IOException failure) {
            if (exchange != null && socket != null && socket.readAlert()) {
                exchange.onAlert();
            }
            throw failure;
        }
    }

    /**
     * With TLS 1.3 the client's side of the handshake is over before the server has looked at the client's certificate
     * (RFC 8446 section 2), so its refusal comes after the request has left. A server reads no request before its own
     * side is over: a fatal handshake alert in place of the first byte of a new connection says that none was read. The
     * JDK uses the same class for what our side finds wrong, by which time the server may be at work.
     */
    private static boolean refusesHandshake(SSLHandshakeException refusal) {
        return String.valueOf(refusal.getMessage()).contains("Received fatal alert");
    }

    /** An answer longer than it said must not become the beginning of the next one. */
    @Override
    public boolean isConsistent() {
        try {
            return super.isConsistent() && !holdsUnread();
        } catch (IOException broken) {
            return false;
        }
    }

    @Override
    public boolean isStale() throws IOException {
        return super.isStale() || holdsUnread();
    }

    private boolean holdsUnread() throws IOException {
        ObservedSocket observed = socket;
        if (observed == null || !isOpen()) {
            return false;
        }
        observed.setWaiting(false);
        try {
            return isDataAvailable(Timeout.ONE_MILLISECOND);
        } finally {
            observed.setWaiting(true);
        }
    }

    @Override
    public void passivate() {
        setSocketTimeout(Timeout.ZERO_MILLISECONDS);
    }

    @Override
    public void activate() {
        setSocketTimeout(socketTimeout);
    }

    /** Never writes what is left in the buffer, which the inherited method does: an aborted request is not to be finished. */
    @Override
    public void close() {
        close(CloseMode.IMMEDIATE);
    }

    @Override
    public void close(CloseMode mode) {
        if (closed.compareAndSet(false, true) || mode == CloseMode.IMMEDIATE) {
            super.close(mode);
        }
    }
}
