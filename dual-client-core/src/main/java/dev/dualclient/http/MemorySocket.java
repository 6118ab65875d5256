package dev.dualclient.http;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A socket to a {@link MemoryServer}: what is written to it is read as HTTP/1.1 requests with a {@code Content-Length}, and
 * the answers are what can be read from it. It never opens a socket of the system. Used by one thread at a time.
 */
final class MemorySocket extends Socket {

    /** Finds every host here, without asking anybody. */
    static final DnsResolver NAMES = new DnsResolver() {
        @Override
        public InetAddress[] resolve(String host) {
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    };

    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String LENGTH = "\r\ncontent-length: ";

    private final MemoryServer server;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private byte[] answer = {};
    private int read;
    private boolean connected;
    private boolean closed;

    MemorySocket(MemoryServer server) {
        this.server = server;
    }

    /** Builds pools whose connections are sockets in memory. */
    static final class PoolBuilder extends PoolingHttpClientConnectionManagerBuilder {

        private final MemoryServer server;

        PoolBuilder(MemoryServer server) {
            this.server = server;
        }

        @Override
        protected HttpClientConnectionOperator createConnectionOperator(
                SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
            return new DefaultHttpClientConnectionOperator(
                    proxy -> new MemorySocket(server),
                    ports,
                    names,
                    RegistryBuilder.<TlsSocketStrategy>create().build());
        }
    }

    /** Answers the request if it is whole. */
    private void serve() {
        String request = written.toString(StandardCharsets.UTF_8);
        int end = request.indexOf(END_OF_HEAD);
        if (end < 0) {
            return;
        }
        int headBytes = request.substring(0, end).getBytes(StandardCharsets.UTF_8).length + END_OF_HEAD.length();
        if (written.size() < headBytes + length(request.substring(0, end))) {
            return;
        }
        String path = request.substring(request.indexOf(' ') + 1, request.indexOf(" HTTP/1.1"));
        byte[] body = server.answer(path, request.substring(end + END_OF_HEAD.length()))
                .getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=UTF-8\r\nContent-Length: "
                + body.length + END_OF_HEAD;
        written.reset();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(body);
        answer = whole.toByteArray();
        read = 0;
    }

    private static int length(String head) {
        int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        if (at < 0) {
            return 0;
        }
        int end = head.indexOf('\r', at + LENGTH.length());
        return Integer.parseInt(head.substring(at + LENGTH.length(), end < 0 ? head.length() : end));
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() {
                return available() == 0 ? -1 : answer[read++] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                int count = Math.min(length, available());
                System.arraycopy(answer, read, into, offset, count);
                read += count;
                return count == 0 && length > 0 ? -1 : count;
            }

            @Override
            public int available() {
                return answer.length - read;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int one) {
                written.write(one);
                serve();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                written.write(bytes, offset, length);
                serve();
            }
        };
    }

    @Override
    public void connect(SocketAddress to, int timeout) {
        connected = true;
    }

    @Override
    public void bind(@Nullable SocketAddress own) {
        // there is nothing to bind
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    @Override
    public void shutdownInput() {
        closed = true;
    }

    @Override
    public void shutdownOutput() {
        closed = true;
    }

    @Override
    public void setSoTimeout(int millis) {
        // nothing waits
    }

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // nothing is delayed
    }

    @Override
    public void setKeepAlive(boolean on) {
        // there is no peer
    }

    @Override
    public void setReuseAddress(boolean on) {
        // there is no address
    }

    @Override
    public void setSoLinger(boolean on, int seconds) {
        // nothing is left to send
    }
}
