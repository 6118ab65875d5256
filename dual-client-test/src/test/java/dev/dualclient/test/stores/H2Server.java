package dev.dualclient.test.stores;

import java.sql.SQLException;
import org.h2.tools.Server;

/** H2 in this process, reached over TCP. */
final class H2Server implements JdbcServer {

    private static final class Running {
        static final H2Server SERVER = new H2Server();
    }

    private final Server server;

    private H2Server() {
        System.setProperty("h2.bindAddress", "127.0.0.1");
        try {
            server = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon", "-ifNotExists")
                    .start();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static JdbcServer running() {
        return Running.SERVER;
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public void create(String name) {
        SqlCommands.run(url(name, port()), "set default_lock_timeout 500"); // the first to connect makes it
    }

    @Override
    public void drop(String name) {
        SqlCommands.run(url(name, port()), "shutdown immediately");
    }

    @Override
    public String url(String name, int through) {
        return "jdbc:h2:tcp://127.0.0.1:" + through + "/mem:" + name + ";DB_CLOSE_DELAY=-1";
    }
}
