package dev.dualclient.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** HTTP proxies for tests. */
final class Proxies {

    private Proxies() {}

    /** A proxy that connects to the port that it is asked for, on loopback, and carries bytes both ways. */
    static RawServer splicing() throws IOException {
        return new RawServer(line -> {
            String target = line.request().target();
            int port = Integer.parseInt(target.substring(target.indexOf(':') + 1));
            try (Socket onward = new Socket(InetAddress.getLoopbackAddress(), port)) {
                line.say("HTTP/1.1 200 Connection established\r\n\r\n");
                Thread back = new Thread(() -> carry(onward, line.socket), "proxy-back");
                back.setDaemon(true);
                back.start();
                carry(line.socket, onward);
            }
        });
    }

    private static void carry(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException over) {
            // One end closed; so does the other.
        }
    }
}
