package dev.dualclient.http;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.impl.io.SocketHolder;

/** A socket that tells when bytes have left, and that can be looked into without waiting. Above TLS where there is TLS. */
final class ObservedSocket extends SocketHolder {

    private static final int ALERT = 21;

    private final Runnable onWritten;
    private boolean waiting = true;
    private boolean read;
    private boolean ended;
    private int first = -1;

    ObservedSocket(Socket socket, Runnable onWritten) {
        super(socket);
        this.onWritten = onWritten;
    }

    ObservedSocket(SSLSocket tls, Socket socket, Runnable onWritten) {
        super(tls, socket);
        this.onWritten = onWritten;
    }

    /** Sets whether a read waits for bytes; one that does not times out at once where none are there. */
    void setWaiting(boolean waiting) {
        this.waiting = waiting;
    }

    /** Returns whether a byte was ever read. */
    boolean read() {
        return read;
    }

    /** Returns whether what was read begins as an alert of TLS does (RFC 8446 section 5.1), which no HTTP does. */
    boolean readAlert() {
        return first == ALERT;
    }

    /** Returns whether the end was read. */
    boolean ended() {
        return ended;
    }

    @Override
    protected OutputStream getOutputStream(Socket socket) throws IOException {
        return new Output(super.getOutputStream(socket));
    }

    @Override
    protected InputStream getInputStream(Socket socket) throws IOException {
        return new Input(super.getInputStream(socket));
    }

    /**
     * Reports a write when it has returned. A first write that fails counts as nothing sent: the whole of it is at most
     * one buffer, so what might have left is less than the message that its head announces, and with TLS less than a
     * record that could be decrypted.
     */
    private final class Output extends FilterOutputStream {

        Output(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            onWritten.run();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            onWritten.run();
        }
    }

    private final class Input extends FilterInputStream {

        Input(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            dontWait();
            int next = noted(super.read());
            if (first < 0) {
                first = next;
            }
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            dontWait();
            int count = noted(super.read(bytes, offset, length));
            if (first < 0 && count > 0) {
                first = bytes[offset];
            }
            return count;
        }

        private void dontWait() throws IOException {
            if (!waiting && available() == 0) {
                throw NothingToRead.HERE;
            }
        }

        private int noted(int result) {
            read |= result >= 0;
            ended |= result < 0;
            return result;
        }
    }

    /** The way to say that a look into the socket found nothing, at every call: it has no use for a stack trace. */
    private static final class NothingToRead extends SocketTimeoutException {

        private static final long serialVersionUID = 1L;
        private static final NothingToRead HERE = new NothingToRead();

        private NothingToRead() {
            super("nothing to read");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
