package dev.dualclient.benchmarks.stub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Both backends, each with and without TLS, on free ports of the loopback. It prints the ports; then each line of its
 * input is a command, and the end of its input is its own.
 */
final class StubBackends {

    static final String CONNECTIONS = "connections";
    static final String RELEASE = "release";
    private static final long IDLE_MILLIS = 300_000;

    private final AtomicLong opened = new AtomicLong();
    private final List<StubHandler> handlers = new ArrayList<>();

    private StubBackends() {}

    /**
     * Runs the backends.
     *
     * @param arguments the key store with the certificate, and its password
     */
    public static void main(String[] arguments) throws Exception {
        new StubBackends().run(arguments[0], arguments[1]);
    }

    private void run(String keyStore, String password) throws Exception {
        List<String> ports = new ArrayList<>();
        for (Home home : List.of(Home.PRIMARY, Home.SECONDARY)) {
            Server server = server(home, keyStore, password);
            server.start();
            for (Connector connector : server.getConnectors()) {
                ports.add(String.valueOf(((ServerConnector) connector).getLocalPort()));
            }
        }
        say(String.join(" ", ports));
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            obey(command);
        }
        System.exit(0);
    }

    private void obey(String command) throws IOException {
        switch (command) {
            case CONNECTIONS -> say(String.valueOf(opened.get()));
            case RELEASE -> {
                handlers.forEach(StubHandler::release);
                say("released");
            }
            default -> throw new IOException("unknown command " + command);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private Server server(Home home, String keyStore, String password) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keyStore);
        tls.setKeyStorePassword(password);
        tls.setSniRequired(false);
        Server server = new Server();
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        server.addConnector(connector(new ServerConnector(server, 1, 1, plain)));
        server.addConnector(connector(new ServerConnector(
                server, 1, 1, new SslConnectionFactory(tls, plain.getProtocol()), new HttpConnectionFactory(http))));
        StubHandler handler = new StubHandler(home, server.getScheduler());
        handlers.add(handler);
        server.setHandler(handler);
        return server;
    }

    private ServerConnector connector(ServerConnector connector) {
        connector.setHost("127.0.0.1");
        connector.setPort(0);
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(1024);
        connector.addBean(new Connection.Listener() {
            @Override
            public void onOpened(Connection connection) {
                if (connection.getEndPoint() instanceof SocketChannelEndPoint) {
                    opened.incrementAndGet();
                }
            }
        });
        return connector;
    }
}
