package dev.dualclient.test.server;

import dev.dualclient.test.server.Handler.Call;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.jspecify.annotations.Nullable;

/** One call while it is being answered, with the bare socket for those who answer badly. Confined to its thread. */
final class Exchange {

    private final DefaultBHttpServerConnection http;
    private final Socket socket;
    private final Call call;
    private final boolean last;
    private @Nullable Answer answer;

    Exchange(DefaultBHttpServerConnection http, Socket socket, Call call, boolean last) {
        this.http = http;
        this.socket = socket;
        this.call = call;
        this.last = last;
    }

    /** Carries the call out, once, and returns the true answer. */
    Answer process() {
        if (answer == null) {
            answer = call.processing().get();
        }
        return answer;
    }

    /** Sends an answer as it should be sent. */
    void send(Answer other) throws IOException {
        write(wire(other));
    }

    /** Returns an answer as it should go over the wire. */
    byte[] wire(Answer other) {
        return other.wire(last);
    }

    /** Writes bytes as they are. */
    void write(byte[]... parts) throws IOException {
        OutputStream out = socket.getOutputStream();
        for (byte[] part : parts) {
            out.write(part);
        }
        out.flush();
    }

    /** Whether the caller has hung up. */
    boolean abandoned() throws IOException {
        return http.isStale();
    }

    /** Whether another call may follow on the connection. */
    boolean open() {
        return !socket.isClosed();
    }

    /** Closes the connection in an orderly way (FIN). */
    void drop() throws IOException {
        socket.close();
    }

    /** Closes the connection the hard way (RST). */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
