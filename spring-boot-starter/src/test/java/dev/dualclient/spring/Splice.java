package dev.dualclient.spring;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Something between a client and a server on loopback that carries bytes both ways. Thread-safe. */
final class Splice implements AutoCloseable {

    /** Says which port a connection is for. */
    private interface Target {
        int of(Socket guest) throws IOException;
    }

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ServerSocket door;

    private Splice(ServerSocket door) {
        this.door = door;
    }

    /** Returns one that speaks TLS to those who come with a certificate that it trusts, and none to the server behind. */
    static Splice tls(SSLContext context, int port) throws IOException {
        SSLServerSocket door = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        door.setNeedClientAuth(true);
        return new Splice(door).opened(guest -> port);
    }

    /** Returns a proxy that is told by {@code CONNECT} where to connect to (RFC 9110 section 9.3.6). */
    static Splice proxy() throws IOException {
        Splice proxy = new Splice(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        return proxy.opened(proxy::connected);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Returns whom the proxy was asked to connect to. */
    List<String> asked() {
        return asked;
    }

    private int connected(Socket guest) throws IOException {
        InputStream in = guest.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the request ends within its head");
            }
            head.append((char) next);
        }
        String authority = head.substring("CONNECT ".length(), head.indexOf(" HTTP/"));
        asked.add(authority);
        OutputStream out = guest.getOutputStream();
        out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return Integer.parseInt(authority.substring(authority.indexOf(':') + 1));
    }

    private Splice opened(Target target) {
        threads.execute(() -> {
            while (!door.isClosed()) {
                try {
                    Socket guest = door.accept();
                    open.add(guest);
                    threads.execute(() -> serve(guest, target));
                } catch (IOException closed) {
                    return;
                }
            }
        });
        return this;
    }

    private void serve(Socket guest, Target target) {
        try (guest) {
            Socket host = new Socket(InetAddress.getLoopbackAddress(), target.of(guest));
            open.add(host);
            threads.execute(() -> carry(host, guest));
            carry(guest, host);
        } catch (IOException over) {
            // Somebody who did not say where to, or who may not come in.
        }
    }

    private static void carry(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException over) {
            // One end closed; so does the other.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            threads.shutdownNow();
        }
    }
}
